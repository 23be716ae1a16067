package dev.optweave.runtime.internal;

import dev.optweave.runtime.schedule.Schedule;

/** The decay rate of the parameters' moving averages, step by step. */
public final class AverageDecay {

    private final String rule;
    private final Schedule schedule;

    AverageDecay(String rule, Schedule schedule) {
        this.rule = rule;
        this.schedule = schedule;
    }

    /**
     * Returns a constant rate.
     *
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public static double checked(String rule, double decay) {
        if (!isLegal(decay)) {
            throw new IllegalArgumentException(
                    rule + ": parameterEma is " + decay + "; allowed: [0, 1)");
        }
        return decay;
    }

    private static boolean isLegal(double decay) {
        return decay >= 0 && decay < 1;
    }

    /**
     * The weight that the parameters have in the averages after a step: 1 less the rate.
     *
     * @param stepsTaken the number of steps taken before
     * @throws IllegalArgumentException if the rate is not in [0, 1)
     */
    double weight(long stepsTaken) {
        double decay = schedule.at(stepsTaken);
        if (!isLegal(decay)) {
            throw new IllegalArgumentException(
                    rule
                            + ": parameterEma is "
                            + decay
                            + " at step "
                            + (stepsTaken + 1)
                            + "; allowed: [0, 1)");
        }
        return 1 - decay;
    }
}
