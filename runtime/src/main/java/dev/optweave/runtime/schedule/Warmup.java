package dev.optweave.runtime.schedule;

/**
 * The beginning of a schedule: a straight line up to whatever follows. Not a schedule itself, as
 * the height of the line is known only with {@link #then}.
 */
public final class Warmup {

    private final long steps;
    private final double start;

    Warmup(long steps, double start) {
        this.steps = Arguments.atLeast("steps", 0, steps);
        this.start = Arguments.finite("start", start);
    }

    /**
     * This warm-up, but from a value other than zero.
     *
     * @param value at step 0
     * @throws IllegalArgumentException if the value is not finite
     */
    public Warmup startingAt(double value) {
        return new Warmup(steps, value);
    }

    /**
     * The line, then the schedule counted from the line's end: with n warm-up steps {@code start +
     * (next(0) - start)·t/n} for t &lt; n, and {@code next(t - n)} from there on.
     *
     * <p>Equals optax's {@code warmup_cosine_decay_schedule} and Keras' {@code
     * CosineDecay(warmup_target)} where a cosine follows.
     */
    public Schedule then(Schedule next) {
        return new Joins.WarmedUp(start, steps, next);
    }
}
