package dev.optweave.runtime.schedule;

/** Schedules that go from one value to another over a number of steps, and stay there. */
final class Ramps {

    private Ramps() {}

    /** The same value always. */
    record Constant(double value) implements Schedule {
        Constant {
            Arguments.finite("value", value);
        }

        @Override
        public double at(long step) {
            Arguments.step(step);
            return value;
        }
    }

    /** from + (to - from)·t/steps. */
    record Linear(double from, double to, long steps) implements Schedule {
        Linear {
            checkRamp(from, to, steps);
        }

        @Override
        public double at(long step) {
            long done = Math.min(Arguments.step(step), steps);
            return Blend.of(from, to, (double) done / steps, (double) (steps - done) / steps);
        }
    }

    /** to + (from - to)·(1 - t/steps)^power. */
    record Polynomial(double from, double to, long steps, double power) implements Schedule {
        Polynomial {
            checkRamp(from, to, steps);
            Arguments.positive("power", power);
        }

        @Override
        public double at(long step) {
            long left = steps - Math.min(Arguments.step(step), steps);
            double share = Math.pow((double) left / steps, power);
            return Blend.of(to, from, share, 1 - share);
        }
    }

    /** to + (from - to)·(1 + cos(π·t/steps))/2. */
    record Cosine(double from, double to, long steps) implements Schedule {
        Cosine {
            checkRamp(from, to, steps);
        }

        @Override
        public double at(long step) {
            double share = Blend.fallen((double) Math.min(Arguments.step(step), steps) / steps);
            return Blend.of(to, from, share, 1 - share);
        }
    }

    /** initial·(1 - p)/(1/2 + (1 - p)/2) with p = t/steps. */
    record Rex(double initial, long steps) implements Schedule {
        Rex {
            Arguments.finite("initial", initial);
            Arguments.atLeast("steps", 1, steps);
        }

        @Override
        public double at(long step) {
            double left = (double) (steps - Math.min(Arguments.step(step), steps)) / steps;
            return initial * (left / (0.5 + 0.5 * left));
        }
    }

    private static void checkRamp(double from, double to, long steps) {
        Arguments.finite("from", from);
        Arguments.finite("to", to);
        Arguments.atLeast("steps", 1, steps);
    }
}
