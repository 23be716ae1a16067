package dev.optweave.lab.race;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How a rule fared.
 *
 * @param points what was measured, the first one before any step
 * @param steps how many steps the rule took
 * @param nanosPerStep the median time of a step of the optimizer alone, over the second half of the
 *     steps; NaN without steps
 * @param stateBytes the memory of the rule's states
 */
public record Result(
        Entry entry,
        List<Point> points,
        long steps,
        double nanosPerStep,
        long stateBytes,
        Ending ending) {

    public Result {
        points = List.copyOf(points);
    }

    /**
     * One measurement.
     *
     * @param loss over all training examples
     * @param accuracy on the test examples, if the problem has some
     */
    public record Point(double epoch, double loss, OptionalDouble accuracy) {}

    /** Why a rule stopped. */
    public enum Ending {
        FINISHED("finished"),
        MAX_STEPS("stopped after the largest number of steps"),
        SMALL_STEP("stopped at a small step"),
        DIVERGED("diverged");

        private final String text;

        Ending(String text) {
            this.text = text;
        }

        /** In words. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** The last measurement. */
    public Point last() {
        return points.get(points.size() - 1);
    }
}
