package dev.optweave.runtime.schedule;

import java.util.Arrays;

/** Schedules that shrink by a law that has no end. */
final class Decays {

    private Decays() {}

    /** initial·rate^(t/steps), the exponent rounded down for a staircase. */
    record Exponential(double initial, long steps, double rate, boolean staircase)
            implements Schedule {
        Exponential {
            Arguments.finite("initial", initial);
            Arguments.atLeast("steps", 1, steps);
            Arguments.positive("rate", rate);
        }

        @Override
        public double at(long step) {
            double power = Math.pow(rate, progress(step, steps, staircase));
            return Blend.saturated(initial * Blend.saturated(power));
        }
    }

    /** initial/(1 + rate·t/steps), the fraction rounded down for a staircase. */
    record InverseTime(double initial, long steps, double rate, boolean staircase)
            implements Schedule {
        InverseTime {
            Arguments.finite("initial", initial);
            Arguments.atLeast("steps", 1, steps);
            Arguments.notNegative("rate", rate);
        }

        @Override
        public double at(long step) {
            return initial / (1 + rate * progress(step, steps, staircase));
        }
    }

    /** initial·factor^(the number of milestones at or before t). */
    static final class MultiStep implements Schedule {
        private final double initial;
        private final double factor;
        private final long[] milestones;

        MultiStep(double initial, double factor, long... milestones) {
            this.initial = Arguments.finite("initial", initial);
            this.factor = Arguments.notNegative("factor", factor);
            this.milestones = Arguments.increasing("milestones", 0, milestones);
        }

        @Override
        public double at(long step) {
            int place = Arrays.binarySearch(milestones, Arguments.step(step));
            int passed = place >= 0 ? place + 1 : -place - 1;
            return Blend.saturated(initial * Blend.saturated(Math.pow(factor, passed)));
        }

        @Override
        public String toString() {
            return "MultiStep[initial="
                    + initial
                    + ", factor="
                    + factor
                    + ", milestones="
                    + Arrays.toString(milestones)
                    + "]";
        }
    }

    private static double progress(long step, long steps, boolean staircase) {
        Arguments.step(step);
        return staircase ? (double) (step / steps) : (double) step / steps;
    }
}
