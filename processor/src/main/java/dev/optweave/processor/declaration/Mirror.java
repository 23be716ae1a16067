package dev.optweave.processor.declaration;

import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** One annotation as written; members that are left out have their defaults. */
record Mirror(AnnotationMirror mirror) {

    /** What javac gives in place of a text that it could not resolve. */
    private static final String UNRESOLVED = "<error>";

    /** The annotation of that type on the element. */
    static Optional<Mirror> of(Element element, Class<? extends Annotation> type) {
        Optional<AnnotationMirror> mirror = RuleAnnotations.find(element, type);
        return mirror.isPresent() ? Optional.of(new Mirror(mirror.get())) : Optional.empty();
    }

    String text(String member) {
        return (String) value(member).getValue();
    }

    double number(String member) {
        return ((Number) value(member).getValue()).doubleValue();
    }

    boolean flag(String member) {
        return (Boolean) value(member).getValue();
    }

    <E extends Enum<E>> E constant(String member, Class<E> type) {
        VariableElement constant = (VariableElement) value(member).getValue();
        return Enum.valueOf(type, constant.getSimpleName().toString());
    }

    /** The elements of an array. */
    List<? extends AnnotationValue> elements(String member) {
        return (List<? extends AnnotationValue>) array(value(member));
    }

    /** The value as it stands in the source; empty where its default holds. */
    Optional<AnnotationValue> written(String member) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(member)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }

    /**
     * Whether every member has a value of its own type. Where one has not (a constant that does not
     * exist, a member left out) the compiler says so itself, and there is nothing to read.
     */
    boolean resolved() {
        for (ExecutableElement member : members()) {
            if (!resolved(member)) {
                return false;
            }
        }
        return true;
    }

    private List<ExecutableElement> members() {
        return ElementFilter.methodsIn(
                mirror.getAnnotationType().asElement().getEnclosedElements());
    }

    private boolean resolved(ExecutableElement member) {
        Optional<AnnotationValue> value = written(member.getSimpleName().toString());
        return value.isPresent()
                ? hasType(value.get(), member.getReturnType().getKind())
                : member.getDefaultValue() != null;
    }

    private static boolean hasType(AnnotationValue value, TypeKind type) {
        Object content = value.getValue();
        return switch (type) {
            case DOUBLE -> content instanceof Number;
            case BOOLEAN -> content instanceof Boolean;
            case ARRAY -> content instanceof List && resolved(array(value));
            default -> content != null && !UNRESOLVED.equals(content);
        };
    }

    private static boolean resolved(List<? extends AnnotationValue> array) {
        for (AnnotationValue element : array) {
            if (UNRESOLVED.equals(element.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** The compiler's model promises that the value of an array is a list of values. */
    @SuppressWarnings("unchecked")
    private static List<? extends AnnotationValue> array(AnnotationValue value) {
        return (List<? extends AnnotationValue>) value.getValue();
    }

    private AnnotationValue value(String member) {
        Optional<AnnotationValue> written = written(member);
        return written.isPresent() ? written.get() : defaultValue(member);
    }

    private AnnotationValue defaultValue(String member) {
        for (ExecutableElement each : members()) {
            if (each.getSimpleName().contentEquals(member)) {
                return each.getDefaultValue();
            }
        }
        throw new NoSuchElementException(mirror + " has no member " + member);
    }
}
