package dev.optweave.lab.race;

import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;

/**
 * What all rules of a race have in common.
 *
 * @param epochs how often the data is gone through; for plain functions the number of steps
 * @param feeding how many examples a step sees
 * @param seed of the initial parameters and of the order of the examples
 * @param execution how steps run
 * @param stopping when a rule stops before its last epoch
 */
public record RaceSettings(
        ProblemKind problem,
        int epochs,
        Feeding feeding,
        long seed,
        Precision precision,
        Annealing annealing,
        Execution execution,
        Stopping stopping) {

    /**
     * When to stop early.
     *
     * @param maxSteps the largest number of steps
     * @param minStep stop when a step moves the parameters, all together, by a smaller Euclidean
     *     distance; 0 never stops
     */
    public record Stopping(long maxSteps, double minStep) {

        /** Never. */
        public static final Stopping NEVER = new Stopping(Long.MAX_VALUE, 0);
    }
}
