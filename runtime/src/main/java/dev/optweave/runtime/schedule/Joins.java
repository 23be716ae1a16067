package dev.optweave.runtime.schedule;

/** Schedules made of schedules. */
final class Joins {

    private Joins() {}

    record Scaled(Schedule schedule, double factor) implements Schedule {
        @Override
        public double at(long step) {
            return Blend.saturated(factor * schedule.at(step));
        }
    }

    record Product(Schedule first, Schedule second) implements Schedule {
        @Override
        public double at(long step) {
            return Blend.saturated(first.at(step) * second.at(step));
        }
    }

    record Sequence(Schedule first, long steps, Schedule next) implements Schedule {
        @Override
        public double at(long step) {
            return Arguments.step(step) < steps ? first.at(step) : next.at(step - steps);
        }
    }

    record Floored(Schedule schedule, double floor) implements Schedule {
        @Override
        public double at(long step) {
            return Math.max(schedule.at(step), floor);
        }
    }

    /** A line from the start to what follows, then what follows, counted from the line's end. */
    record WarmedUp(double start, long steps, Schedule next) implements Schedule {
        @Override
        public double at(long step) {
            if (Arguments.step(step) >= steps) {
                return next.at(step - steps);
            }
            double share = (double) step / steps;
            return Blend.of(start, next.at(0), share, (double) (steps - step) / steps);
        }
    }
}
