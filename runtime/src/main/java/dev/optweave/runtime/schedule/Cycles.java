package dev.optweave.runtime.schedule;

/** Schedules that come back. */
final class Cycles {

    private Cycles() {}

    /** low + (high - low)·(1 + cos(π·t/steps))/2, on and on. */
    record Annealing(double high, double low, long steps) implements Schedule {
        Annealing {
            Arguments.finite("high", high);
            Arguments.finite("low", low);
            Arguments.between("steps", 1, Long.MAX_VALUE / 2, steps);
        }

        @Override
        public double at(long step) {
            long place = Arguments.step(step) % (2 * steps);
            long distance = Math.min(place, 2 * steps - place);
            double share = Blend.fallen((double) distance / steps);
            return Blend.of(low, high, share, 1 - share);
        }
    }

    /** Half a cosine from high to low, again and again, each longer and lower than the last. */
    record Restarts(double high, double low, long period, double periodFactor, double peakFactor)
            implements Schedule {
        Restarts {
            Arguments.finite("high", high);
            Arguments.finite("low", low);
            Arguments.atLeast("period", 1, period);
            Arguments.between("periodFactor", 1, 1e6, periodFactor);
            Arguments.between("peakFactor", 0, 1, peakFactor);
        }

        @Override
        public double at(long step) {
            Arguments.step(step);
            return periodFactor == 1 ? evenly(step) : growing(step);
        }

        private double evenly(long step) {
            return value((double) (step % period) / period, step / period);
        }

        private double growing(long step) {
            double estimate =
                    Math.log1p(step * (periodFactor - 1) / period) / Math.log(periodFactor);
            long restarts = (long) estimate;
            // The logarithms may miss the integer on which a period begins.
            if (beginning(restarts + 1) <= step) {
                restarts++;
            } else if (beginning(restarts) > step) {
                restarts--;
            }
            double length = period * Math.pow(periodFactor, restarts);
            return value((step - beginning(restarts)) / length, restarts);
        }

        private double beginning(long restarts) {
            return period * (Math.pow(periodFactor, restarts) - 1) / (periodFactor - 1);
        }

        private double value(double fraction, long restarts) {
            double share = Blend.fallen(Math.max(0, fraction)) * Math.pow(peakFactor, restarts);
            return Blend.of(low, high, share, 1 - share);
        }
    }

    /** Up a straight line and down another; the height shrinks by the cycle or by the step. */
    record Triangular(double low, double high, long up, long down, Shrinking shrinking)
            implements Schedule {
        Triangular {
            Arguments.finite("low", low);
            Arguments.finite("high", high);
            Arguments.between("up", 1, Long.MAX_VALUE / 2, up);
            Arguments.between("down", 1, Long.MAX_VALUE / 2, down);
        }

        @Override
        public double at(long step) {
            long place = Arguments.step(step) % (up + down);
            double height = place <= up ? (double) place / up : (double) (up + down - place) / down;
            double share = height * shrinking.scale(step / (up + down), step);
            return Blend.of(low, high, share, 1 - share);
        }
    }

    /**
     * How the height of triangles shrinks.
     *
     * @param byCycle the factor from one cycle to the next
     * @param byStep the factor from one step to the next
     */
    record Shrinking(double byCycle, double byStep) {
        Shrinking {
            Arguments.between("cycleFactor", 0, 1, byCycle);
            Arguments.between("stepFactor", 0, 1, byStep);
        }

        double scale(long cycle, long step) {
            return Math.pow(byCycle, cycle) * Math.pow(byStep, step);
        }
    }

    /** A polynomial decay whose length is the least multiple of {@code steps} not yet passed. */
    record Polynomial(double from, double to, long steps, double power) implements Schedule {
        Polynomial {
            Arguments.finite("from", from);
            Arguments.finite("to", to);
            Arguments.atLeast("steps", 1, steps);
            Arguments.positive("power", power);
        }

        @Override
        public double at(long step) {
            Arguments.step(step);
            double cycles = Math.max(1, step / steps + (step % steps == 0 ? 0 : 1));
            double length = cycles * steps;
            double share = Math.pow(Math.max(0, length - step) / length, power);
            return Blend.of(to, from, share, 1 - share);
        }
    }
}
