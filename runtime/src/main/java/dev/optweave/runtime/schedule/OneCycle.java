package dev.optweave.runtime.schedule;

/**
 * One cycle (Smith and Topin, 2018): from an initial value to a peak, and down to far below the
 * initial value. Equals PyTorch's {@code OneCycleLR}, and stays at the final value after it.
 *
 * <p>With T steps and a rising share p the first phase ends at step p·T - 1, the last at T - 1; of
 * three phases the second mirrors the first and ends at 2·p·T - 2. Between the ends f of the way,
 * {@link Curve#COSINE} gives {@code b + (a - b)·(1 + cos(π·f))/2}, {@link Curve#LINEAR} gives
 * {@code a + (b - a)·f}.
 *
 * <p>For a momentum that runs against the learning rate, give the large momentum as initial and
 * final value and the small one as the peak.
 *
 * @param initial the value at step 0
 * @param peak the value at the end of the first phase
 * @param last the value at the end of the last phase, and after
 * @param steps T, at least 2
 * @param shape share of the first phase, number of phases and curve
 */
public record OneCycle(double initial, double peak, double last, long steps, Shape shape)
        implements Schedule {

    /** Checks the values. */
    public OneCycle {
        Arguments.finite("initial", initial);
        Arguments.finite("peak", peak);
        Arguments.finite("last", last);
        Arguments.atLeast("steps", 2, steps);
    }

    /**
     * The shape of a cycle.
     *
     * @param risingShare the first phase's share p of all steps, in [0, 1]; at most 1/2 with three
     *     phases
     * @param threePhases whether the way down stops at the initial value half way
     * @param curve the way from value to value
     */
    public record Shape(double risingShare, boolean threePhases, Curve curve) {

        /** PyTorch's defaults: 0.3, two phases, cosine. */
        public static final Shape DEFAULT = new Shape(0.3, false, Curve.COSINE);

        /** Checks the values. */
        public Shape {
            Arguments.between("risingShare", 0, threePhases ? 0.5 : 1, risingShare);
        }
    }

    /** This cycle with another share of the steps for the way up. */
    public OneCycle risingShare(double share) {
        return with(new Shape(share, shape.threePhases, shape.curve));
    }

    /** This cycle with a way down that mirrors the way up, and a third phase to the final value. */
    public OneCycle threePhases() {
        return with(new Shape(shape.risingShare, true, shape.curve));
    }

    /** This cycle along another curve. */
    public OneCycle curve(Curve curve) {
        return with(new Shape(shape.risingShare, shape.threePhases, curve));
    }

    /** This cycle with other ends: PyTorch's {@code max_lr/div_factor} and a fraction of that. */
    public OneCycle between(double newInitial, double newLast) {
        return new OneCycle(newInitial, peak, newLast, steps, shape);
    }

    private OneCycle with(Shape newShape) {
        return new OneCycle(initial, peak, last, steps, newShape);
    }

    @Override
    public double at(long step) {
        Arguments.step(step);
        double rising = shape.risingShare * steps - 1;
        if (step <= rising) {
            return phase(step, 0, rising, initial, peak);
        }
        if (!shape.threePhases) {
            return phase(step, rising, steps - 1.0, peak, last);
        }
        double falling = 2 * shape.risingShare * steps - 2;
        return step <= falling
                ? phase(step, rising, falling, peak, initial)
                : phase(step, falling, steps - 1.0, initial, last);
    }

    private double phase(long step, double begin, double end, double from, double to) {
        double fraction = end > begin ? Math.min(1, (step - begin) / (end - begin)) : 1;
        if (shape.curve == Curve.LINEAR) {
            // PyTorch's order of operations, which shows where the last value is tiny.
            return (to - from) * fraction + from;
        }
        return Blend.of(from, to, fraction, shape.curve);
    }
}
