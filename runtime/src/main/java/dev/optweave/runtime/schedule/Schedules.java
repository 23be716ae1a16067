package dev.optweave.runtime.schedule;

import java.util.function.LongToDoubleFunction;

/**
 * Schedules, each with its formula; t is the number of steps taken before, 0 at the first step.
 *
 * <p>Schedules compose: {@code warmup(200).then(cosine(1e-3, 1e-5, 5_000))}, {@link Schedule#then},
 * {@link Schedule#times(Schedule)}. Values are any finite numbers, as schedules are not for
 * learning rates alone; the optimizer checks each value against the hyperparameter's range.
 *
 * <p>Every method throws {@link IllegalArgumentException} for an argument out of range, naming the
 * argument, its value and the range.
 */
public final class Schedules {

    private Schedules() {}

    /** The same value always. */
    public static Schedule constant(double value) {
        return new Ramps.Constant(value);
    }

    /**
     * A number as schedule until a step, the base after: {@code base·factor} for t &lt; steps, then
     * {@code base}. Equals PyTorch's {@code ConstantLR}.
     *
     * @param steps at least 0
     */
    public static Schedule constantFactor(double base, double factor, long steps) {
        Arguments.finite("base", base);
        Arguments.finite("factor", factor);
        return constant(Blend.saturated(base * factor)).then(steps, constant(base));
    }

    /**
     * A straight line, then constant: {@code from + (to - from)·min(t, n)/n}. Equals optax's {@code
     * linear_schedule}, and PyTorch's {@code LinearLR} with {@code from = base·start_factor} and
     * {@code to = base·end_factor}.
     *
     * @param steps n, at least 1
     */
    public static Schedule linear(double from, double to, long steps) {
        return new Ramps.Linear(from, to, steps);
    }

    /** {@link #linear} to zero: {@code from·(1 - min(t, n)/n)}. */
    public static Schedule linearToZero(double from, long steps) {
        return linear(from, 0, steps);
    }

    /**
     * A straight line from zero to the first value of the schedule that {@link Warmup#then
     * follows}.
     *
     * @param steps the length of the line, at least 0
     */
    public static Warmup warmup(long steps) {
        return new Warmup(steps, 0);
    }

    /**
     * {@code to + (from - to)·(1 - min(t, n)/n)^power}. Equals PyTorch's {@code PolynomialLR} (to =
     * 0), Keras' {@code PolynomialDecay}, optax's {@code polynomial_schedule}.
     *
     * @param steps n, at least 1
     * @param power greater than 0
     */
    public static Schedule polynomial(double from, double to, long steps, double power) {
        return new Ramps.Polynomial(from, to, steps, power);
    }

    /**
     * {@link #polynomial} whose length n·⌈t/n⌉ (n at t = 0) grows each time that it ends, so that
     * the value jumps up again. Equals Keras' {@code PolynomialDecay(cycle=True)}.
     */
    public static Schedule polynomialCycle(double from, double to, long steps, double power) {
        return new Cycles.Polynomial(from, to, steps, power);
    }

    /**
     * Half a cosine, then constant: {@code floor + (from - floor)·(1 + cos(π·min(t, n)/n))/2}
     * (Loshchilov and Hutter, 2017, without restarts). Equals Keras' {@code CosineDecay} with
     * {@code floor = alpha·from}, optax's {@code cosine_decay_schedule}.
     *
     * @param steps n, at least 1
     */
    public static Schedule cosine(double from, double floor, long steps) {
        return new Ramps.Cosine(from, floor, steps);
    }

    /**
     * A cosine that rises again after n steps: {@code low + (high - low)·(1 + cos(π·t/n))/2}.
     * Equals PyTorch's {@code CosineAnnealingLR}.
     *
     * @param steps n, half a period, at least 1
     */
    public static Schedule cosineAnnealing(double high, double low, long steps) {
        return new Cycles.Annealing(high, low, steps);
    }

    /**
     * Cyclic cosine annealing: half a cosine from high to low, then at once up again, every n
     * steps: {@code low + (high - low)·(1 + cos(π·(t mod n)/n))/2}.
     *
     * @param period n, at least 1
     */
    public static Schedule cyclicCosine(double high, double low, long period) {
        return cosineRestarts(high, low, period, 1, 1);
    }

    /**
     * Cosine annealing with warm restarts (Loshchilov and Hutter, 2017): {@code low + (high -
     * low)·m^i·(1 + cos(π·s/n_i))/2}, s steps into period i of length {@code n_i = n·k^i}. Equals
     * PyTorch's {@code CosineAnnealingWarmRestarts} (k = T_mult, m = 1) and Keras' {@code
     * CosineDecayRestarts} (k = t_mul, m = m_mul, low = alpha·high).
     *
     * @param period n, the length of the first period, at least 1
     * @param periodFactor k, in [1, 1e6]
     * @param peakFactor m, in [0, 1]
     */
    public static Schedule cosineRestarts(
            double high, double low, long period, double periodFactor, double peakFactor) {
        return new Cycles.Restarts(high, low, period, periodFactor, peakFactor);
    }

    /**
     * Step decay: {@code initial·factor^⌊t/n⌋}. Equals PyTorch's {@code StepLR}.
     *
     * @param every n, at least 1
     * @param factor greater than 0
     */
    public static Schedule step(double initial, double factor, long every) {
        return new Decays.Exponential(initial, every, factor, true);
    }

    /**
     * {@code initial·factor^k}, k the number of milestones at or before t. Equals PyTorch's {@code
     * MultiStepLR}.
     *
     * @param factor at least 0
     * @param milestones increasing, at least 0
     */
    public static Schedule multiStep(double initial, double factor, long... milestones) {
        return new Decays.MultiStep(initial, factor, milestones);
    }

    /**
     * {@code initial·factor^t}. Equals PyTorch's {@code ExponentialLR}. Beyond the range of double
     * the value stays at the largest finite number.
     *
     * @param factor greater than 0
     */
    public static Schedule exponential(double initial, double factor) {
        return exponential(initial, factor, 1);
    }

    /**
     * {@code initial·rate^(t/n)}. Equals Keras' {@code ExponentialDecay}, optax's {@code
     * exponential_decay}; their staircase form is {@link #step}.
     *
     * @param rate greater than 0
     * @param steps n, at least 1
     */
    public static Schedule exponential(double initial, double rate, long steps) {
        return new Decays.Exponential(initial, steps, rate, false);
    }

    /**
     * {@code initial/(1 + rate·t/n)}. Equals Keras' {@code InverseTimeDecay}.
     *
     * @param rate at least 0
     * @param steps n, at least 1
     */
    public static Schedule inverseTime(double initial, double rate, long steps) {
        return new Decays.InverseTime(initial, steps, rate, false);
    }

    /**
     * {@code initial/(1 + rate·⌊t/n⌋)}. Equals Keras' {@code InverseTimeDecay(staircase=True)}.
     *
     * @param rate at least 0
     * @param steps n, at least 1
     */
    public static Schedule inverseTimeStaircase(double initial, double rate, long steps) {
        return new Decays.InverseTime(initial, steps, rate, true);
    }

    /**
     * Cyclic learning rate (Smith, 2017): from low to high in {@code up} steps, back in {@code
     * down}. Equals PyTorch's {@code CyclicLR(mode="triangular")}. With low above high the value
     * falls first, as a momentum does that runs against the learning rate.
     *
     * @param up at least 1
     * @param down at least 1
     */
    public static Schedule triangular(double low, double high, long up, long down) {
        return new Cycles.Triangular(low, high, up, down, new Cycles.Shrinking(1, 1));
    }

    /**
     * {@link #triangular} of half the height each cycle: {@code low + (triangular(t) - low)/2^c}, c
     * the cycles passed. Equals PyTorch's {@code CyclicLR(mode="triangular2")}.
     */
    public static Schedule triangular2(double low, double high, long up, long down) {
        return new Cycles.Triangular(low, high, up, down, new Cycles.Shrinking(0.5, 1));
    }

    /**
     * {@link #triangular} of a height that shrinks each step: {@code low + (triangular(t) -
     * low)·factor^t}. Equals PyTorch's {@code CyclicLR(mode="exp_range")}.
     *
     * @param factor in [0, 1]
     */
    public static Schedule triangularExponential(
            double low, double high, long up, long down, double factor) {
        return new Cycles.Triangular(low, high, up, down, new Cycles.Shrinking(1, factor));
    }

    /**
     * One cycle with PyTorch's defaults: from {@code peak/25} to the peak in 30 % of the steps,
     * along a cosine, and down to {@code peak/25/10⁴}. Equals PyTorch's {@code OneCycleLR}.
     *
     * @param steps at least 2
     */
    public static OneCycle oneCycle(double peak, long steps) {
        return new OneCycle(peak / 25, peak, peak / 25 / 1e4, steps, OneCycle.Shape.DEFAULT);
    }

    /**
     * {@code base·factor(t)}. Equals PyTorch's {@code LambdaLR}. A function that gives NaN or an
     * infinity makes {@link Schedule#at} throw {@link IllegalStateException}.
     */
    public static Schedule lambda(double base, LongToDoubleFunction factor) {
        return new Functions.Lambda(base, factor);
    }

    /**
     * {@code base·factor(1)·…·factor(t)}. Equals PyTorch's {@code MultiplicativeLR}. Going on by a
     * step costs one call of the function, jumping to step t costs t of them; where the factor is
     * the same at every step, {@link #exponential(double, double)} costs nothing.
     */
    public static Schedule multiplicative(double base, LongToDoubleFunction factor) {
        return new Functions.Multiplicative(base, factor);
    }

    /**
     * The product of schedules that all count from the first step. Equals PyTorch's {@code
     * ChainedScheduler} where all but the first give factors.
     */
    public static Schedule product(Schedule first, Schedule... others) {
        Schedule product = first;
        for (Schedule other : others) {
            product = product.times(other);
        }
        return product;
    }

    /**
     * {@code values[i]} for the steps after {@code boundaries[i-1]} up to and with {@code
     * boundaries[i]}: a boundary belongs to the earlier piece. Equals Keras' {@code
     * PiecewiseConstantDecay}.
     *
     * @param boundaries increasing, at least 0
     * @param values one more than boundaries
     */
    public static Schedule piecewiseConstant(long[] boundaries, double... values) {
        return new Pieces.Constant(boundaries, values);
    }

    /**
     * {@code initial} times all {@code scales[i]} whose boundary is at or before t: a boundary
     * belongs to the later piece. Equals optax's {@code piecewise_constant_schedule}.
     *
     * @param boundaries increasing, at least 1
     * @param scales as many as boundaries
     */
    public static Schedule piecewiseScaled(double initial, long[] boundaries, double... scales) {
        Arguments.increasing("boundaries", 1, boundaries);
        double[] values = scaled(initial, boundaries, scales);
        long[] lastOfPiece = new long[boundaries.length];
        for (int i = 0; i < boundaries.length; i++) {
            lastOfPiece[i] = boundaries[i] - 1;
        }
        return new Pieces.Constant(lastOfPiece, values);
    }

    /**
     * The values of {@link #piecewiseScaled} at the boundaries, and the initial value at step 0,
     * joined by a curve; constant after the last. Equals optax's {@code
     * piecewise_interpolate_schedule}.
     *
     * @param boundaries increasing, at least 1
     * @param scales as many as boundaries
     */
    public static Schedule piecewiseInterpolated(
            Curve curve, double initial, long[] boundaries, double... scales) {
        return new Pieces.Interpolated(curve, boundaries, scaled(initial, boundaries, scales));
    }

    /**
     * Warm-up–stable–decay (Hu et al., 2024): a line from 0 to the peak, the peak, a line from the
     * peak to the floor, the floor.
     *
     * @param warmup the steps of the first line, at least 0
     * @param stable the steps at the peak, at least 0
     * @param decay the steps of the second line, at least 1
     */
    public static Schedule warmupStableDecay(
            double peak, double floor, long warmup, long stable, long decay) {
        Schedule ending = linear(peak, floor, decay);
        return warmup(warmup).then(constant(peak).then(stable, ending));
    }

    /**
     * Reflected exponential (Chen, Wolfe and Kyrillidis, 2022): {@code initial·(1 - p)/(1/2 + (1 -
     * p)/2)} with {@code p = min(t, n)/n}.
     *
     * @param steps n, at least 1
     */
    public static Schedule rex(double initial, long steps) {
        return new Ramps.Rex(initial, steps);
    }

    /** Lowers a value when a metric stops improving; see {@link ReduceOnPlateau}. */
    public static ReduceOnPlateau.Builder reduceOnPlateau(double initial) {
        return ReduceOnPlateau.builder(initial);
    }

    private static double[] scaled(double initial, long[] boundaries, double... scales) {
        Arguments.finite("initial", initial);
        Arguments.allFinite("scales", scales);
        Arguments.sameLength("scales", scales.length, "one for each boundary", boundaries.length);
        double[] values = new double[scales.length + 1];
        values[0] = initial;
        for (int i = 0; i < scales.length; i++) {
            values[i + 1] = Blend.saturated(values[i] * scales[i]);
        }
        return values;
    }
}
