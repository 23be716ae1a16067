package dev.optweave.processor.declaration;

import dev.optweave.EvaluateAt;
import dev.optweave.GradientAt;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Source.Place;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Turns a place of a rule back into what the compiler gave there. */
public final class Places {

    private static final int BEHIND_ALL_EQUATIONS = 1 << 20;

    private final TypeElement type;

    public Places(TypeElement type) {
        this.type = type;
    }

    /** What to point at; the interface itself if it holds no such place. */
    public Location locate(Place place) {
        if (place instanceof Place.Equation equation) {
            return equation(equation.index());
        }
        if (place instanceof Place.Initialization initialization) {
            return method(
                    new Place.Method(initialization.state(), State.class.getSimpleName(), "init"));
        }
        if (place instanceof Place.GradientPoint) {
            return Location.of(type, GradientAt.class.getSimpleName(), "value");
        }
        if (place instanceof Place.EvaluationPoint) {
            return Location.of(type, EvaluateAt.class.getSimpleName(), "value");
        }
        if (place instanceof Place.Method method) {
            return method(method);
        }
        if (place instanceof Place.Member member) {
            return member(member.name()).map(Location::of).orElseGet(() -> Location.of(type));
        }
        Place.Interface itself = (Place.Interface) place;
        return Location.of(type, itself.annotation(), itself.member());
    }

    /**
     * The name that a method has in a {@link Place.Method}: overloads have their parameters. What
     * {@code toString} makes of a method is each compiler's own.
     */
    static String name(ExecutableElement method) {
        String name = method.getSimpleName().toString();
        return method.getParameters().isEmpty()
                ? name
                : method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString())
                        .collect(Collectors.joining(",", name + "(", ")"));
    }

    private Location equation(int index) {
        Optional<Mirror> update = Mirror.of(type, Update.class);
        if (update.isEmpty()) {
            return Location.of(type);
        }
        List<? extends AnnotationValue> elements = update.get().elements("value");
        return new Location(
                type,
                update.map(Mirror::mirror),
                index < elements.size() ? Optional.of(elements.get(index)) : Optional.empty());
    }

    private Location method(Place.Method place) {
        return method(place.name())
                .map(method -> Location.of(method, place.annotation(), place.member()))
                .orElseGet(() -> Location.of(type));
    }

    private Optional<ExecutableElement> method(String name) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> name(method).equals(name))
                .findFirst();
    }

    /** A type or a constant. */
    private Optional<? extends Element> member(String name) {
        return type.getEnclosedElements().stream()
                .filter(member -> member.getKind() != ElementKind.METHOD)
                .filter(member -> member.getSimpleName().contentEquals(name))
                .findFirst();
    }

    /** The order in which a reader of the rule meets the places. */
    public Comparator<Diagnostic> order() {
        return Comparator.<Diagnostic>comparingInt(d -> rank(d.span().source().place()))
                .thenComparingInt(d -> d.span().start());
    }

    private int rank(Place place) {
        if (place instanceof Place.Interface) {
            return -3;
        }
        if (place instanceof Place.GradientPoint) {
            return -2;
        }
        if (place instanceof Place.EvaluationPoint) {
            return -1;
        }
        if (place instanceof Place.Equation equation) {
            return equation.index();
        }
        if (place instanceof Place.Member member) {
            return BEHIND_ALL_EQUATIONS + rank(member(member.name()));
        }
        String name =
                place instanceof Place.Method method
                        ? method.name()
                        : ((Place.Initialization) place).state();
        return BEHIND_ALL_EQUATIONS + rank(method(name));
    }

    private int rank(Optional<? extends Element> enclosed) {
        return enclosed.map(type.getEnclosedElements()::indexOf).orElse(-1);
    }
}
