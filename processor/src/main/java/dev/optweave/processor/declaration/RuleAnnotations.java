package dev.optweave.processor.declaration;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.EvaluateAt;
import dev.optweave.GradientAt;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The annotations in which rules are declared. */
public final class RuleAnnotations {

    /** What a method of a rule can declare, each with a name for the equations. */
    static final List<Class<? extends Annotation>> ROLES =
            List.of(
                    LearningRate.class,
                    DecayRate.class,
                    Hyper.class,
                    WeightDecay.class,
                    State.class);

    /** What has a meaning only inside a rule. */
    public static final List<Class<? extends Annotation>> PARTS =
            Stream.concat(
                            Stream.of(Update.class, GradientAt.class, EvaluateAt.class),
                            Stream.concat(ROLES.stream(), Stream.of(BiasCorrection.class)))
                    .toList();

    /** All of them. */
    public static final List<Class<? extends Annotation>> ALL =
            Stream.concat(Stream.of(OptimizerRule.class), PARTS.stream()).toList();

    private RuleAnnotations() {}

    /** Whether an element is annotated so. */
    public static boolean isPresent(Element element, Class<? extends Annotation> type) {
        return find(element, type).isPresent();
    }

    /** The annotation of that type on an element. */
    static Optional<AnnotationMirror> find(Element element, Class<? extends Annotation> type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            TypeElement annotation = (TypeElement) mirror.getAnnotationType().asElement();
            if (annotation.getQualifiedName().contentEquals(type.getCanonicalName())) {
                return Optional.of(mirror);
            }
        }
        return Optional.empty();
    }
}
