package dev.optweave.processor;

import com.google.auto.service.AutoService;
import dev.optweave.OptimizerRule;
import dev.optweave.processor.declaration.RuleAnnotations;
import dev.optweave.processor.program.CompiledRule;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Generates an optimizer for every interface annotated {@link OptimizerRule}.
 *
 * <p>Nothing is generated from a rule with a mistake but a class that lets the code that uses it
 * compile, so that the mistake is the only message.
 */
@AutoService(Processor.class)
public final class OptimizerProcessor extends AbstractProcessor {

    private final Consumer<CompiledRule> generated;
    private final Set<String> postponed = new TreeSet<>();
    private RuleStep step;
    private StrayAnnotations strays;

    /** As builds use it. */
    public OptimizerProcessor() {
        this(rule -> {});
    }

    /**
     * For programs that want the rules themselves besides the sources.
     *
     * @param generated is given each rule once its source is written
     */
    public OptimizerProcessor(Consumer<CompiledRule> generated) {
        this.generated = generated;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return RuleAnnotations.ALL.stream()
                .map(Class::getCanonicalName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        step = new RuleStep(environment, generated);
        strays = new StrayAnnotations(environment.getMessager());
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (round.processingOver()) {
            return false;
        }
        step.seeSources(round.getRootElements());
        if (annotations.isEmpty() && postponed.isEmpty()) {
            return false;
        }
        strays.report(annotations, round);
        postponed.addAll(step.process(rules(round)));
        return false;
    }

    /**
     * The rules of this round and those postponed from earlier ones, in the order of their names.
     */
    private Set<TypeElement> rules(RoundEnvironment round) {
        Elements elements = processingEnv.getElementUtils();
        Set<TypeElement> rules =
                new TreeSet<>(Comparator.comparing(type -> type.getQualifiedName().toString()));
        for (String name : postponed) {
            TypeElement type = elements.getTypeElement(name);
            if (type != null) {
                rules.add(type);
            }
        }
        postponed.clear();
        for (Element element : round.getElementsAnnotatedWith(OptimizerRule.class)) {
            rules.add((TypeElement) element);
        }
        return rules;
    }
}
