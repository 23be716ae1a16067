package dev.optweave.runtime.internal.vector;

import static dev.optweave.runtime.kernel.vector.Shapes.DOUBLES;
import static dev.optweave.runtime.kernel.vector.Shapes.FLOATS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * Reduces a block's values in vectors: value i is added to lane {@code i % LANES}, then the lanes
 * are combined pairwise, as where there are no vectors. Four vectors of lanes are kept in registers
 * at a time, so that no addition waits for the one before.
 */
public final class VectorReduction {

    private static final int LANES = 64;
    private static final int FLOAT = FLOATS.length();
    private static final int DOUBLE = DOUBLES.length();

    private final float[] floats = new float[LANES];
    private final double[] doubles = new double[LANES];

    /** The sum of the first values. */
    public float sum(float[] values, int count) {
        int whole = count & -LANES;
        for (int lane = 0; lane < LANES; lane += 4 * FLOAT) {
            addLanes(values, whole, lane);
        }
        for (int i = whole; i < count; i++) {
            floats[i % LANES] += values[i];
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                floats[l] += floats[l + half];
            }
        }
        return floats[0];
    }

    private void addLanes(float[] values, int whole, int lane) {
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = FloatVector.zero(FLOATS);
        FloatVector c = FloatVector.zero(FLOATS);
        FloatVector d = FloatVector.zero(FLOATS);
        for (int i = lane; i < whole; i += LANES) {
            a = a.add(FloatVector.fromArray(FLOATS, values, i));
            b = b.add(FloatVector.fromArray(FLOATS, values, i + FLOAT));
            c = c.add(FloatVector.fromArray(FLOATS, values, i + 2 * FLOAT));
            d = d.add(FloatVector.fromArray(FLOATS, values, i + 3 * FLOAT));
        }
        a.intoArray(floats, lane);
        b.intoArray(floats, lane + FLOAT);
        c.intoArray(floats, lane + 2 * FLOAT);
        d.intoArray(floats, lane + 3 * FLOAT);
    }

    /** The sum of the first values. */
    public double sum(double[] values, int count) {
        int whole = count & -LANES;
        for (int lane = 0; lane < LANES; lane += 4 * DOUBLE) {
            addLanes(values, whole, lane);
        }
        for (int i = whole; i < count; i++) {
            doubles[i % LANES] += values[i];
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                doubles[l] += doubles[l + half];
            }
        }
        return doubles[0];
    }

    private void addLanes(double[] values, int whole, int lane) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = DoubleVector.zero(DOUBLES);
        DoubleVector c = DoubleVector.zero(DOUBLES);
        DoubleVector d = DoubleVector.zero(DOUBLES);
        for (int i = lane; i < whole; i += LANES) {
            a = a.add(DoubleVector.fromArray(DOUBLES, values, i));
            b = b.add(DoubleVector.fromArray(DOUBLES, values, i + DOUBLE));
            c = c.add(DoubleVector.fromArray(DOUBLES, values, i + 2 * DOUBLE));
            d = d.add(DoubleVector.fromArray(DOUBLES, values, i + 3 * DOUBLE));
        }
        a.intoArray(doubles, lane);
        b.intoArray(doubles, lane + DOUBLE);
        c.intoArray(doubles, lane + 2 * DOUBLE);
        d.intoArray(doubles, lane + 3 * DOUBLE);
    }

    /** The largest of the first values and 0, NaN if any is. */
    public float max(float[] values, int count) {
        int whole = count & -(2 * FLOAT);
        FloatVector a = FloatVector.zero(FLOATS);
        FloatVector b = FloatVector.zero(FLOATS);
        for (int i = 0; i < whole; i += 2 * FLOAT) {
            a = a.max(FloatVector.fromArray(FLOATS, values, i));
            b = b.max(FloatVector.fromArray(FLOATS, values, i + FLOAT));
        }
        // a reduction over the lanes of one vector is slow on JDK 17
        a.max(b).intoArray(floats, 0);
        float largest = 0;
        for (int l = 0; l < FLOAT; l++) {
            largest = Math.max(largest, floats[l]);
        }
        for (int i = whole; i < count; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    /** The largest of the first values and 0, NaN if any is. */
    public double max(double[] values, int count) {
        int whole = count & -(2 * DOUBLE);
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = DoubleVector.zero(DOUBLES);
        for (int i = 0; i < whole; i += 2 * DOUBLE) {
            a = a.max(DoubleVector.fromArray(DOUBLES, values, i));
            b = b.max(DoubleVector.fromArray(DOUBLES, values, i + DOUBLE));
        }
        a.max(b).intoArray(doubles, 0);
        double largest = 0;
        for (int l = 0; l < DOUBLE; l++) {
            largest = Math.max(largest, doubles[l]);
        }
        for (int i = whole; i < count; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }
}
