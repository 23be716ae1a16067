package dev.optweave.conformance.random;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule made up at random, as text.
 *
 * @param name the generated class's simple name
 */
public record RandomRule(
        String name,
        Notation notation,
        List<Hyper> hypers,
        List<State> states,
        List<String> statements,
        Points points) {

    /** The package of all random rules. */
    public static final String PACKAGE = "example.random";

    public RandomRule {
        hypers = List.copyOf(hypers);
        states = List.copyOf(states);
        statements = List.copyOf(statements);
    }

    /** What the parameter and its gradient are called, and how freely the rule is computed. */
    public record Notation(String parameter, String gradient, Arithmetic arithmetic) {

        String annotation(String name) {
            List<String> members = new ArrayList<>(List.of("value = \"" + name + "\""));
            if (!parameter.equals("w")) {
                members.add("parameter = \"" + parameter + "\"");
            }
            if (!gradient.equals("g")) {
                members.add("gradient = \"" + gradient + "\"");
            }
            if (arithmetic != Arithmetic.FAST) {
                members.add("arithmetic = Arithmetic." + arithmetic);
            }
            return "@OptimizerRule(" + String.join(", ", members) + ")";
        }
    }

    /** Where the gradient is taken and where the parameters are evaluated. */
    public record Points(Optional<String> gradientAt, Optional<String> evaluateAt) {}

    /**
     * A hyperparameter.
     *
     * @param nonZero a legal value that is not zero
     */
    public record Hyper(
            String name,
            Role role,
            double defaultValue,
            Range range,
            Optional<WeightDecay.Mode> mode,
            double nonZero) {

        String annotation() {
            return switch (role) {
                case LEARNING_RATE -> "@LearningRate(" + defaultValue + ")";
                case DECAY_RATE -> "@DecayRate(" + defaultValue + ")";
                case WEIGHT_DECAY ->
                        "@WeightDecay(value = %s, mode = WeightDecay.Mode.%s)"
                                .formatted(defaultValue, mode.orElseThrow());
                case HYPER ->
                        Double.isInfinite(range.min())
                                ? "@Hyper(" + defaultValue + ")"
                                : "@Hyper(value = %s, min = %s, minExclusive = %s)"
                                        .formatted(defaultValue, range.min(), range.minExclusive());
            };
        }

        /** Whether zero is a legal value. */
        public boolean mayBeZero() {
            return range.contains(0);
        }
    }

    /**
     * A state.
     *
     * @param biasCorrection the decay rate that {@code hat} corrects for
     */
    public record State(
            String name,
            Shape shape,
            String init,
            Optional<String> biasCorrection,
            Storage storage,
            Rounding rounding) {

        /** A state that is stored as it is computed. */
        public State(String name, Shape shape, String init, Optional<String> biasCorrection) {
            this(name, shape, init, biasCorrection, Storage.SAME, Rounding.NEAREST);
        }

        String annotation() {
            List<String> members = new ArrayList<>();
            if (shape != Shape.ELEMENT) {
                members.add("shape = State.Shape." + shape);
            }
            if (!init.equals("0")) {
                members.add("init = \"" + init + "\"");
            }
            if (storage != Storage.SAME) {
                members.add("storage = State.Storage." + storage);
            }
            if (rounding != Rounding.NEAREST) {
                members.add("rounding = State.Rounding." + rounding);
            }
            return "@State"
                    + (members.isEmpty() ? "" : "(" + String.join(", ", members) + ")")
                    + biasCorrection.map(rate -> " @BiasCorrection(\"" + rate + "\")").orElse("");
        }
    }

    /** The same rule under another name. */
    public RandomRule named(String newName) {
        return new RandomRule(newName, notation, hypers, states, statements, points);
    }

    /** The same rule with states that are stored as they are computed. */
    public RandomRule storedExactly() {
        List<State> exact =
                states.stream()
                        .map(s -> new State(s.name(), s.shape(), s.init(), s.biasCorrection()))
                        .toList();
        return new RandomRule(name, notation, hypers, exact, statements, points);
    }

    /** The same rule, computed as it is written. */
    public RandomRule strict() {
        Notation strict =
                new Notation(notation.parameter(), notation.gradient(), Arithmetic.STRICT);
        return new RandomRule(name, strict, hypers, states, statements, points);
    }

    /** The generated class's name. */
    public String className() {
        return PACKAGE + "." + name;
    }

    /** The rule as Java source. */
    public String source() {
        StringBuilder source = new StringBuilder();
        source.append("package ").append(PACKAGE).append(";\n\n");
        source.append("import dev.optweave.*;\n\n");
        source.append(notation.annotation(name)).append("\n@Update({\n");
        source.append(
                statements.stream()
                        .map(s -> "    \"" + s + "\"")
                        .collect(Collectors.joining(",\n")));
        source.append("\n})\n");
        points.gradientAt()
                .ifPresent(e -> source.append("@GradientAt(\"").append(e).append("\")\n"));
        points.evaluateAt()
                .ifPresent(e -> source.append("@EvaluateAt(\"").append(e).append("\")\n"));
        source.append("interface ").append(name).append("Rule {\n");
        for (Hyper hyper : hypers) {
            source.append("    %s double %s();\n".formatted(hyper.annotation(), hyper.name()));
        }
        for (State state : states) {
            source.append("    %s Slot %s();\n".formatted(state.annotation(), state.name()));
        }
        return source.append("}\n").toString();
    }
}
