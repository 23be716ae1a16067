package dev.optweave.runtime.schedule;

import java.util.Arrays;

/** Schedules given piece by piece. */
final class Pieces {

    private Pieces() {}

    /** values[i] for the steps after boundaries[i - 1], up to and with boundaries[i]. */
    static final class Constant implements Schedule {
        private final long[] boundaries;
        private final double[] values;

        Constant(long[] boundaries, double[] values) {
            this.boundaries = Arguments.increasing("boundaries", 0, boundaries);
            this.values = Arguments.allFinite("values", values);
            Arguments.sameLength(
                    "values",
                    values.length,
                    "one more than the " + boundaries.length + " boundaries",
                    boundaries.length + 1);
        }

        @Override
        public double at(long step) {
            int place = Arrays.binarySearch(boundaries, Arguments.step(step));
            return values[place >= 0 ? place : -place - 1];
        }

        @Override
        public String toString() {
            return "PiecewiseConstant[boundaries="
                    + Arrays.toString(boundaries)
                    + ", values="
                    + Arrays.toString(values)
                    + "]";
        }
    }

    /** From values[i] at steps[i] to values[i + 1] at steps[i + 1] along a curve. */
    static final class Interpolated implements Schedule {
        private final Curve curve;
        private final long[] steps;
        private final double[] values;

        /**
         * The first value is at step 0.
         *
         * @param steps those of the further values
         */
        Interpolated(Curve curve, long[] steps, double[] values) {
            this.curve = curve;
            this.values = Arguments.allFinite("values", values);
            Arguments.sameLength(
                    "values",
                    values.length,
                    "one more than the " + steps.length + " steps",
                    steps.length + 1);
            long[] checked = Arguments.increasing("steps", 1, steps);
            this.steps = new long[values.length];
            System.arraycopy(checked, 0, this.steps, 1, checked.length);
        }

        @Override
        public double at(long step) {
            int place = Arrays.binarySearch(steps, Arguments.step(step));
            int piece = place >= 0 ? place : -place - 2;
            if (piece == steps.length - 1) {
                return values[piece];
            }
            double length = steps[piece + 1] - steps[piece];
            double fraction = (step - steps[piece]) / length;
            return Blend.of(values[piece], values[piece + 1], fraction, curve);
        }

        @Override
        public String toString() {
            return "PiecewiseInterpolated[curve="
                    + curve
                    + ", steps="
                    + Arrays.toString(steps)
                    + ", values="
                    + Arrays.toString(values)
                    + "]";
        }
    }
}
