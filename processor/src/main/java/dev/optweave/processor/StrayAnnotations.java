package dev.optweave.processor;

import dev.optweave.OptimizerRule;
import dev.optweave.processor.declaration.Location;
import dev.optweave.processor.declaration.RuleAnnotations;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Reports annotations of rules that stand in no rule, where they would have no effect. */
final class StrayAnnotations {

    private final Reporter reporter;

    StrayAnnotations(Messager messager) {
        this.reporter = new Reporter(messager);
    }

    /**
     * Reports the first stray annotation of each type: the others have the same cause.
     *
     * @param annotations those that occur in this round: the compiler looks through all its classes
     *     anew for each annotation that it is asked for
     */
    void report(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<Element> seen = new HashSet<>();
        for (Class<? extends Annotation> part : RuleAnnotations.PARTS) {
            for (TypeElement annotation : annotations) {
                if (annotation.getQualifiedName().contentEquals(part.getCanonicalName())) {
                    report(part.getSimpleName(), round.getElementsAnnotatedWith(annotation), seen);
                }
            }
        }
    }

    private void report(String annotation, Set<? extends Element> elements, Set<Element> seen) {
        for (Element element : elements) {
            Element type =
                    element.getKind().isClass() || element.getKind().isInterface()
                            ? element
                            : element.getEnclosingElement();
            if (!RuleAnnotations.isPresent(type, OptimizerRule.class) && seen.add(type)) {
                report(element, annotation);
            }
        }
    }

    private void report(Element element, String annotation) {
        String name = element.getSimpleName().toString();
        Source source = new Source(new Place.Method(name, annotation, ""), name);
        reporter.report(
                Location.of(element, annotation),
                Diagnostic.of(Code.OUTSIDE_RULE, source.whole(), annotation));
    }
}
