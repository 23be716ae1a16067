package dev.optweave.runtime.schedule;

/**
 * The value of a hyperparameter at every step.
 *
 * <p>Any hyperparameter of any optimizer takes a schedule in place of a number. The schedules of
 * {@link Schedules} are defined for every step from 0 on, never give NaN or an infinity, and
 * allocate nothing in {@link #at}. They are immutable and may be shared between optimizers and
 * threads, except {@link ReduceOnPlateau}, which learns from the losses it is shown.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * The value that a step uses.
     *
     * @param step the number of steps taken before: 0 for the first step; never negative
     * @throws IllegalArgumentException if the step is negative
     */
    double at(long step);

    /**
     * This schedule times a number: {@code factor·this(t)}.
     *
     * @throws IllegalArgumentException if the factor is not finite
     */
    default Schedule times(double factor) {
        return new Joins.Scaled(this, Arguments.finite("factor", factor));
    }

    /**
     * The product of two schedules that both count from the first step: {@code this(t)·other(t)}.
     *
     * <p>Equals PyTorch's {@code ChainedScheduler} where {@code other} gives factors.
     */
    default Schedule times(Schedule other) {
        return new Joins.Product(this, other);
    }

    /**
     * This schedule for a number of steps, then another that counts from zero: {@code this(t)} for
     * t &lt; steps, {@code next(t - steps)} from there on.
     *
     * <p>Equals PyTorch's {@code SequentialLR} and optax's {@code join_schedules}.
     *
     * @param steps how many steps this schedule lasts, at least 0
     * @throws IllegalArgumentException if {@code steps} is negative
     */
    default Schedule then(long steps, Schedule next) {
        return new Joins.Sequence(this, Arguments.atLeast("steps", 0, steps), next);
    }

    /**
     * This schedule, but never below a floor: {@code max(this(t), floor)}.
     *
     * @throws IllegalArgumentException if the floor is not finite
     */
    default Schedule atLeast(double floor) {
        return new Joins.Floored(this, Arguments.finite("floor", floor));
    }
}
