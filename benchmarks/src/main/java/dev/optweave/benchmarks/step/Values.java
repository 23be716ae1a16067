package dev.optweave.benchmarks.step;

import dev.optweave.runtime.Tensor;
import java.util.Arrays;

/** A workload's floats as doubles and back, for contestants that step over doubles. */
public final class Values {

    private Values() {}

    /** The same numbers as doubles. */
    public static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** The nearest floats. */
    public static float[] narrowed(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    /** A copy of what an array holds of a tensor. */
    static float[] part(float[] array, Tensor tensor) {
        return Arrays.copyOfRange(array, tensor.start(), tensor.start() + tensor.length());
    }
}
