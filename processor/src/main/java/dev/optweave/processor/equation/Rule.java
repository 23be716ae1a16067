package dev.optweave.processor.equation;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import java.util.List;
import java.util.Optional;

/**
 * A rule whose texts have been parsed: all that the checks and the lowering need to know.
 *
 * @param name the generated class's simple name
 * @param packageName the package of interface and generated class; empty for the unnamed package
 * @param interfaceName the interface's name within its package, {@code Outer.AdamWRule} if nested
 * @param documentation the interface's Javadoc, or empty
 * @param parameter the parameter's name in the equations
 * @param gradient the gradient's name in the equations
 */
public record Rule(
        String name,
        String packageName,
        String interfaceName,
        String documentation,
        Arithmetic arithmetic,
        String parameter,
        String gradient,
        List<Hyperparameter> hyperparameters,
        List<StateVariable> states,
        List<Statement> statements,
        Optional<Expr> gradientAt,
        Optional<Expr> evaluateAt) {

    /** The step number's name: 1 on the first step. */
    public static final String STEP_NUMBER = "t";

    public Rule {
        hyperparameters = List.copyOf(hyperparameters);
        states = List.copyOf(states);
        statements = List.copyOf(statements);
    }

    /** What a hyperparameter is for. */
    public enum Role {
        LEARNING_RATE,
        DECAY_RATE,
        HYPER,
        WEIGHT_DECAY
    }

    /**
     * A declared step scalar.
     *
     * @param mode where a weight decay enters; empty for every other role
     * @param documentation the method's Javadoc, or empty
     */
    public record Hyperparameter(
            String name,
            Role role,
            double defaultValue,
            Range range,
            Optional<WeightDecay.Mode> mode,
            String documentation) {}

    /** The values a hyperparameter may take. */
    public record Range(double min, boolean minExclusive, double max, boolean maxExclusive) {

        /** Whether the value lies in the range; never true of NaN or an infinity. */
        public boolean contains(double value) {
            return Double.isFinite(value)
                    && (minExclusive ? value > min : value >= min)
                    && (maxExclusive ? value < max : value <= max);
        }

        /** Whether no value lies in the range. */
        public boolean isEmpty() {
            return !(min < max || min == max && !minExclusive && !maxExclusive);
        }

        /** The range in interval notation: {@code [0, 1)}. */
        @Override
        public String toString() {
            return (minExclusive || Double.isInfinite(min) ? "(" : "[")
                    + bound(min)
                    + ", "
                    + bound(max)
                    + (maxExclusive || Double.isInfinite(max) ? ")" : "]");
        }

        private static String bound(double value) {
            if (Double.isInfinite(value)) {
                return value < 0 ? "-∞" : "∞";
            }
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : Double.toString(value);
        }
    }

    /**
     * A declared state.
     *
     * @param biasCorrection the decay rate that {@code hat} corrects for
     * @param storage what lies in memory, unless the optimizer is built with another storage
     * @param rounding how values are rounded into it
     * @param documentation the method's Javadoc, or empty
     */
    public record StateVariable(
            String name,
            Shape shape,
            Expr init,
            Optional<String> biasCorrection,
            Storage storage,
            Rounding rounding,
            String documentation) {}

    /** The name of the learning rate, if the rule declares one. */
    public Optional<String> learningRate() {
        for (Hyperparameter hyperparameter : hyperparameters) {
            if (hyperparameter.role() == Role.LEARNING_RATE) {
                return Optional.of(hyperparameter.name());
            }
        }
        return Optional.empty();
    }

    /** The hyperparameter of that name. */
    public Optional<Hyperparameter> hyperparameter(String hyperparameterName) {
        for (Hyperparameter hyperparameter : hyperparameters) {
            if (hyperparameter.name().equals(hyperparameterName)) {
                return Optional.of(hyperparameter);
            }
        }
        return Optional.empty();
    }

    /** The state of that name. */
    public Optional<StateVariable> state(String stateName) {
        for (StateVariable state : states) {
            if (state.name().equals(stateName)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
