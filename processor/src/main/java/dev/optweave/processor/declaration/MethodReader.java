package dev.optweave.processor.declaration;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Parser;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads the methods of a rule as the names they declare. */
final class MethodReader {

    private static final Range NOT_NEGATIVE = new Range(0, false, Double.POSITIVE_INFINITY, false);
    private static final Range DECAY_RATE = new Range(0, false, 1, true);
    private static final Range ANY =
            new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);

    private final Elements elements;
    private final Mistakes mistakes;
    private final List<Hyperparameter> hyperparameters = new ArrayList<>();
    private final List<StateVariable> states = new ArrayList<>();

    MethodReader(Elements elements, Mistakes mistakes) {
        this.elements = elements;
        this.mistakes = mistakes;
    }

    List<Hyperparameter> hyperparameters() {
        return hyperparameters;
    }

    List<StateVariable> states() {
        return states;
    }

    void read(ExecutableElement method) {
        List<Class<? extends Annotation>> roles = new ArrayList<>();
        for (Class<? extends Annotation> annotation : RuleAnnotations.ROLES) {
            if (RuleAnnotations.isPresent(method, annotation)) {
                roles.add(annotation);
            }
        }
        boolean corrected = RuleAnnotations.isPresent(method, BiasCorrection.class);
        boolean hasBody = !method.getModifiers().contains(Modifier.ABSTRACT);
        if (hasBody && roles.isEmpty() && !corrected) {
            return;
        }
        checkMethod(method, roles, hasBody);
        if (!method.getParameters().isEmpty() && overloads(method)) {
            return;
        }
        if (returnsSlot(method) && (roles.isEmpty() || roles.contains(State.class))
                || roles.equals(List.of(State.class))) {
            readState(method);
        } else {
            readHyperparameter(method, roles);
            if (corrected && !roles.isEmpty()) {
                add(Code.CORRECTION_WITHOUT_STATE, method, "BiasCorrection", "");
            }
        }
    }

    private static boolean overloads(ExecutableElement method) {
        return ElementFilter.methodsIn(method.getEnclosingElement().getEnclosedElements()).stream()
                .filter(other -> !other.equals(method))
                .anyMatch(other -> other.getSimpleName().equals(method.getSimpleName()));
    }

    /** One mistake for each method, the first that is found. */
    private void checkMethod(
            ExecutableElement method, List<Class<? extends Annotation>> roles, boolean hasBody) {
        if (hasBody) {
            add(Code.METHOD_BODY, method, "", "");
        } else if (!method.getParameters().isEmpty()) {
            add(Code.METHOD_PARAMETERS, method, "", "");
        } else if (!method.getTypeParameters().isEmpty()) {
            add(Code.METHOD_TYPE_PARAMETERS, method, "", "");
        } else if (roles.isEmpty()) {
            add(Code.UNDECLARED_METHOD, method, "", "");
        } else if (roles.size() > 1) {
            String all =
                    roles.stream()
                            .map(role -> "`@" + role.getSimpleName() + "`")
                            .collect(Collectors.joining(" and "));
            add(Code.SEVERAL_DECLARATIONS, method, roles.get(1).getSimpleName(), "", all);
        } else {
            checkReturnType(method, roles.get(0));
        }
    }

    private void checkReturnType(ExecutableElement method, Class<? extends Annotation> role) {
        boolean state = role == State.class;
        if (state ? returnsSlot(method) : method.getReturnType().getKind() == TypeKind.DOUBLE) {
            return;
        }
        String right = (state ? "Slot " : "double ") + method.getSimpleName() + "();";
        add(
                Code.RETURN_TYPE,
                method,
                "",
                "",
                simple(method.getReturnType().toString()),
                state ? "a state" : "a hyperparameter",
                right);
    }

    private static boolean returnsSlot(ExecutableElement method) {
        return method.getReturnType().toString().equals(Slot.class.getName());
    }

    private void readState(ExecutableElement method) {
        String name = name(method);
        Optional<Mirror> state = Mirror.of(method, State.class);
        Optional<String> corrected =
                Mirror.of(method, BiasCorrection.class).map(mirror -> mirror.text("value"));
        Shape shape = state.map(s -> s.constant("shape", Shape.class)).orElse(Shape.ELEMENT);
        if (corrected.isPresent() && Set.of(Shape.TENSOR, Shape.STEP).contains(shape)) {
            String each = shape == Shape.TENSOR ? "for each tensor" : "a step";
            add(Code.CORRECTION_SHAPE, method, "BiasCorrection", "", each);
        }
        Source init =
                new Source(
                        new Place.Initialization(name), state.map(s -> s.text("init")).orElse("0"));
        states.add(
                new StateVariable(
                        name,
                        shape,
                        mistakes.value(Parser.expression(init))
                                .orElse(new Expr.Number(0, init.whole())),
                        corrected,
                        state.map(s -> s.constant("storage", Storage.class)).orElse(Storage.SAME),
                        state.map(s -> s.constant("rounding", Rounding.class))
                                .orElse(Rounding.NEAREST),
                        DeclarationReader.documentation(elements, method)));
    }

    private void readHyperparameter(
            ExecutableElement method, List<Class<? extends Annotation>> roles) {
        Optional<Class<? extends Annotation>> annotation =
                roles.stream().filter(role -> role != State.class).findFirst();
        Optional<Mirror> mirror = annotation.flatMap(role -> Mirror.of(method, role));
        Role role = annotation.map(MethodReader::role).orElse(Role.HYPER);
        Range range = range(role, mirror);
        double value = mirror.map(m -> m.number("value")).orElse(0.0);
        annotation.ifPresent(type -> checkDefault(method, type, value, range));
        hyperparameters.add(
                new Hyperparameter(
                        name(method),
                        role,
                        value,
                        range,
                        mirror.filter(m -> role == Role.WEIGHT_DECAY)
                                .map(m -> m.constant("mode", WeightDecay.Mode.class)),
                        DeclarationReader.documentation(elements, method)));
    }

    private void checkDefault(
            ExecutableElement method,
            Class<? extends Annotation> annotation,
            double value,
            Range range) {
        String type = annotation.getSimpleName();
        if (range.isEmpty()) {
            String member =
                    Mirror.of(method, annotation).flatMap(m -> m.written("min")).isPresent()
                            ? "min"
                            : "max";
            add(Code.EMPTY_RANGE, method, type, member, range);
        } else if (!Double.isFinite(value)) {
            add(Code.DEFAULT_NOT_FINITE, method, type, "value", value);
        } else if (!range.contains(value)) {
            add(Code.DEFAULT_OUT_OF_RANGE, method, type, "value", plain(value), range);
        }
    }

    private static Role role(Class<? extends Annotation> annotation) {
        if (annotation == LearningRate.class) {
            return Role.LEARNING_RATE;
        }
        if (annotation == DecayRate.class) {
            return Role.DECAY_RATE;
        }
        return annotation == WeightDecay.class ? Role.WEIGHT_DECAY : Role.HYPER;
    }

    private static Range range(Role role, Optional<Mirror> mirror) {
        return switch (role) {
            case LEARNING_RATE, WEIGHT_DECAY -> NOT_NEGATIVE;
            case DECAY_RATE -> DECAY_RATE;
            case HYPER ->
                    mirror.map(
                                    m ->
                                            new Range(
                                                    m.number("min"),
                                                    m.flag("minExclusive"),
                                                    m.number("max"),
                                                    m.flag("maxExclusive")))
                            .orElse(ANY);
        };
    }

    private void add(
            Code code, ExecutableElement method, String annotation, String member, Object... more) {
        Place place = new Place.Method(Places.name(method), annotation, member);
        mistakes.add(code, place, name(method), more);
    }

    private static String name(ExecutableElement method) {
        return method.getSimpleName().toString();
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
