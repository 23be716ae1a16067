package dev.optweave.runtime.schedule;

/**
 * Lowers its value when a metric, such as the loss on a validation set, stops improving. Equals
 * PyTorch's {@code ReduceLROnPlateau}.
 *
 * <p>Show it the metric once an epoch with {@link #observe}; {@link #at} gives the current value,
 * whatever the step. After more than {@code patience} observations without improvement the value
 * becomes {@code max(factor·value, minimum)}, then {@code cooldown} observations count for nothing.
 * A metric that is NaN is no improvement. An observation improves on the best so far if it is
 *
 * <ul>
 *   <li>relative threshold: less than {@code best·(1 - threshold)}; where larger is better, greater
 *       than {@code best·(1 + threshold)};
 *   <li>absolute threshold: less than {@code best - threshold}; where larger is better, greater
 *       than {@code best + threshold}.
 * </ul>
 *
 * <p>Unlike the other schedules this one has a state: give each optimizer its own. It is safe for
 * one thread to observe while another steps.
 */
public final class ReduceOnPlateau implements Schedule {

    private final double factor;
    private final long patience;
    private final long cooldown;
    private final double threshold;
    private final boolean absolute;
    private final boolean largerIsBetter;
    private final double minimum;
    private final double smallestChange;

    private volatile double value;
    private double best;
    private long badObservations;
    private long cooldownLeft;

    private ReduceOnPlateau(Builder builder) {
        factor = builder.factor;
        patience = builder.patience;
        cooldown = builder.cooldown;
        threshold = builder.threshold;
        absolute = builder.absolute;
        largerIsBetter = builder.largerIsBetter;
        minimum = builder.minimum;
        smallestChange = builder.smallestChange;
        value = builder.initial;
        best = largerIsBetter ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** A builder with PyTorch's defaults. */
    static Builder builder(double initial) {
        return new Builder(Arguments.finite("initial", initial));
    }

    /** The current value. */
    @Override
    public double at(long step) {
        Arguments.step(step);
        return value;
    }

    /**
     * Takes notice of a metric, and lowers the value if it is time to.
     *
     * @return whether the value was lowered
     */
    public synchronized boolean observe(double metric) {
        if (improves(metric)) {
            best = metric;
            badObservations = 0;
        } else {
            badObservations++;
        }
        if (cooldownLeft > 0) {
            cooldownLeft--;
            badObservations = 0;
        }
        if (badObservations <= patience) {
            return false;
        }
        cooldownLeft = cooldown;
        badObservations = 0;
        return reduce();
    }

    private boolean reduce() {
        double reduced = Math.max(value * factor, minimum);
        if (!(value - reduced > smallestChange)) {
            return false;
        }
        value = reduced;
        return true;
    }

    private boolean improves(double metric) {
        if (largerIsBetter) {
            return metric > (absolute ? best + threshold : best * (1 + threshold));
        }
        return metric < (absolute ? best - threshold : best * (1 - threshold));
    }

    /** Sets what a plateau is, and what follows it. */
    public static final class Builder {
        private final double initial;
        private double factor = 0.1;
        private long patience = 10;
        private long cooldown;
        private double threshold = 1e-4;
        private boolean absolute;
        private boolean largerIsBetter;
        private double minimum;
        private double smallestChange = 1e-8;

        private Builder(double initial) {
            this.initial = initial;
        }

        /** By what the value is multiplied; in [0, 1]; 0.1 by default. */
        public Builder factor(double newFactor) {
            factor = Arguments.between("factor", 0, 1, newFactor);
            return this;
        }

        /** How many observations without improvement are borne; 10 by default. */
        public Builder patience(long observations) {
            patience = Arguments.atLeast("patience", 0, observations);
            return this;
        }

        /** How many observations count for nothing after the value was lowered; 0 by default. */
        public Builder cooldown(long observations) {
            cooldown = Arguments.atLeast("cooldown", 0, observations);
            return this;
        }

        /** By what share of the best an observation must be better; 1e-4 by default. */
        public Builder relativeThreshold(double share) {
            threshold = Arguments.notNegative("relativeThreshold", share);
            absolute = false;
            return this;
        }

        /** By how much an observation must be better than the best. */
        public Builder absoluteThreshold(double difference) {
            threshold = Arguments.notNegative("absoluteThreshold", difference);
            absolute = true;
            return this;
        }

        /** For a metric such as accuracy, of which more is better. */
        public Builder largerIsBetter() {
            largerIsBetter = true;
            return this;
        }

        /** What the value never falls below; 0 by default. */
        public Builder minimum(double newMinimum) {
            minimum = Arguments.finite("minimum", newMinimum);
            return this;
        }

        /** A change of the value no larger than this is not made; 1e-8 by default. */
        public Builder smallestChange(double difference) {
            smallestChange = Arguments.notNegative("smallestChange", difference);
            return this;
        }

        /** A schedule that has not observed anything yet. */
        public ReduceOnPlateau build() {
            return new ReduceOnPlateau(this);
        }
    }
}
