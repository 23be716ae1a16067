package dev.optweave.runtime.schedule;

import java.util.function.LongToDoubleFunction;

/** Schedules given as functions. */
final class Functions {

    private Functions() {}

    /** base·factor(t). */
    record Lambda(double base, LongToDoubleFunction factor) implements Schedule {
        Lambda {
            Arguments.finite("base", base);
        }

        @Override
        public double at(long step) {
            return Blend.saturated(base * finite(factor, Arguments.step(step)));
        }
    }

    /** base·factor(1)·factor(2)·…·factor(t). */
    static final class Multiplicative implements Schedule {
        private final double base;
        private final LongToDoubleFunction factor;
        private long reached;
        private double product = 1;

        Multiplicative(double base, LongToDoubleFunction factor) {
            this.base = Arguments.finite("base", base);
            this.factor = factor;
        }

        @Override
        public synchronized double at(long step) {
            if (Arguments.step(step) < reached) {
                reached = 0;
                product = 1;
            }
            while (reached < step && product != 0) {
                product = Blend.saturated(product * finite(factor, reached + 1));
                reached++;
            }
            return Blend.saturated(base * product);
        }
    }

    private static double finite(LongToDoubleFunction function, long step) {
        double value = function.applyAsDouble(step);
        if (!Double.isFinite(value)) {
            throw new IllegalStateException(
                    "the schedule's function gave "
                            + value
                            + " for step "
                            + step
                            + "; allowed: (-∞, ∞)");
        }
        return value;
    }
}
