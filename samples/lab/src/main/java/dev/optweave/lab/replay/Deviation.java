package dev.optweave.lab.replay;

/**
 * How far a trajectory lies from the expected one, at its worst.
 *
 * <p>The error of a tensor at a step is the largest |actual - expected| divided by the largest
 * |expected|. Where all expected values are 0 it is the largest difference itself. Equal
 * infinities, and NaN where NaN is expected, do not differ; NaN elsewhere makes the error NaN,
 * which no tolerance allows.
 *
 * @param error the largest error of any tensor at any step
 * @param step where it is, from 1; 0 if there are no steps
 * @param tensor where it is, from 0
 */
public record Deviation(double error, int step, int tensor) {

    /** Of a trajectory without steps. */
    public static final Deviation NONE = new Deviation(0, 0, 0);

    /** Whether the error is within a tolerance; NaN never is. */
    public boolean within(double tolerance) {
        return error <= tolerance;
    }

    /** The worse of this and another tensor's error; of equal ones the first. */
    Deviation worse(double[] actual, double[] expected, int atStep, int ofTensor) {
        double other = error(actual, expected);
        boolean worse = step == 0 || other > error || Double.isNaN(other) && !Double.isNaN(error);
        return worse ? new Deviation(other, atStep, ofTensor) : this;
    }

    static double error(double[] actual, double[] expected) {
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, difference(actual[i], expected[i]));
            if (Double.isFinite(expected[i])) {
                scale = Math.max(scale, Math.abs(expected[i]));
            }
        }
        return scale == 0 ? difference : difference / scale;
    }

    private static double difference(double actual, double expected) {
        return Double.compare(actual, expected) == 0 ? 0 : Math.abs(actual - expected);
    }
}
