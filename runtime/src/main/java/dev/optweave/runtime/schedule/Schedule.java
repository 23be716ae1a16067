package dev.optweave.runtime.schedule;

/** The value of a hyperparameter at every step. */
@FunctionalInterface
public interface Schedule {

    /**
     * The value that a step uses.
     *
     * @param step the number of steps taken before: 0 for the first step; never negative
     */
    double at(long step);
}
