package dev.optweave.runtime.kernel;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import java.util.List;

/**
 * What the runtime knows of a rule.
 *
 * @param kernels the specializations; the first assumes nothing of the hyperparameters
 * @param gradientPoint where the gradient is taken
 */
public record RuleDescriptor(
        String name,
        List<HyperparameterDescriptor> hyperparameters,
        List<StateDescriptor> states,
        List<RuleKernel> kernels,
        GradientPoint gradientPoint) {

    public RuleDescriptor {
        hyperparameters = List.copyOf(hyperparameters);
        states = List.copyOf(states);
        kernels = List.copyOf(kernels);
    }

    /** A descriptor, piece by piece: how generated code writes one, quick to compile. */
    public static RuleDescriptorBuilder builder(String name) {
        return new RuleDescriptorBuilder(name);
    }

    /** Where a rule wants its gradient. */
    public enum GradientPoint {
        /** At the parameters. */
        PARAMETERS,
        /** At a point computed from parameters and states: a step needs a closure. */
        SHIFTED,
        /** At a point computed from the gradient at the parameters: the closure runs twice. */
        SHIFTED_BY_GRADIENT
    }

    /** A hyperparameter. */
    public record HyperparameterDescriptor(String name, double defaultValue, Range range) {}

    /**
     * A state.
     *
     * @param declared false for what the generator added, a running product of decay rates
     * @param storage what lies in memory, unless the builder says otherwise; always {@code SAME} of
     *     a state that is not per element
     * @param rounding how values are rounded into the storage
     */
    public record StateDescriptor(
            String name, Shape shape, boolean declared, Storage storage, Rounding rounding) {

        /** A state in the parameter's type. */
        public StateDescriptor(String name, Shape shape, boolean declared) {
            this(name, shape, declared, Storage.SAME, Rounding.NEAREST);
        }
    }

    /** The values a hyperparameter may take. All are finite. */
    public record Range(double min, boolean minExclusive, double max, boolean maxExclusive) {

        /** From 0. */
        public static final Range NON_NEGATIVE =
                new Range(0, false, Double.POSITIVE_INFINITY, false);

        /** From 0 to less than 1, as a decay rate. */
        public static final Range BELOW_ONE = new Range(0, false, 1, true);

        /** Whether the value lies in the range; never true of NaN or an infinity. */
        public boolean contains(double value) {
            return Double.isFinite(value)
                    && (minExclusive ? value > min : value >= min)
                    && (maxExclusive ? value < max : value <= max);
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
}
