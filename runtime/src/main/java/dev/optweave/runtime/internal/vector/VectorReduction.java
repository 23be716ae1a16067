package dev.optweave.runtime.internal.vector;

import static dev.optweave.runtime.kernel.vector.Shapes.DOUBLES;
import static dev.optweave.runtime.kernel.vector.Shapes.FLOATS;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;

/**
 * Reduces a block's values in vectors: value i is added to lane {@code i % LANES}, then the lanes
 * are combined pairwise, as where there are no vectors. Four vectors of lanes are kept in registers
 * at a time, so that no addition waits for the one before.
 */
public final class VectorReduction {

    private static final int LANES = 64;
    private static final int FLOAT = FLOATS.length();
    private static final int DOUBLE = DOUBLES.length();

    /** How many more bits of fraction a double has than a float. */
    private static final int SHIFT = 29;

    /** The bits of a float but for its sign, shifted. */
    private static final long MAGNITUDE = 0x7fffffffL << SHIFT;

    /** What a float's shifted bits, read as a double, lack: the difference of both biases. */
    private static final double REBIAS = 0x1p896;

    /** The least sum that may hold the square of what is not finite. */
    private static final double OVERFLOW = 0x1p256;

    private final float[] floats = new float[LANES];
    private final double[] doubles = new double[LANES];
    private final double[] pairs = new double[LANES];

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
        return combine();
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

    /**
     * The sum of the squares of some values in double, in which the square of a float is exact; NaN
     * where it is so large that a value may not be finite.
     */
    public double squares(float[] values, int from, int count) {
        int whole = count & -LANES;
        for (int lane = 0; lane < LANES; lane += 4 * FLOAT) {
            addSquares(values, from + lane, from + whole, lane);
        }
        for (int i = whole; i < count; i++) {
            double value = values[from + i];
            doubles[i % LANES] += value * value;
        }
        double sum = combine();
        return sum < OVERFLOW ? sum : Double.NaN;
    }

    /**
     * Makes doubles of floats by their bits, of which a double's lane holds two, one after the
     * other: a conversion needs vectors of half as many bits, and once JDK 17 has seen two widths
     * of them, it may leave vectors on the heap in any loop that it compiles later. What is not
     * finite becomes at least 2^128. Written out, because vectors do not pass through methods of
     * our own.
     */
    private void addSquares(float[] values, int from, int end, int lane) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = DoubleVector.zero(DOUBLES);
        DoubleVector c = DoubleVector.zero(DOUBLES);
        DoubleVector d = DoubleVector.zero(DOUBLES);
        DoubleVector e = DoubleVector.zero(DOUBLES);
        DoubleVector f = DoubleVector.zero(DOUBLES);
        DoubleVector g = DoubleVector.zero(DOUBLES);
        DoubleVector h = DoubleVector.zero(DOUBLES);
        for (int i = from; i < end; i += LANES) {
            LongVector y = FloatVector.fromArray(FLOATS, values, i).reinterpretAsLongs();
            DoubleVector x =
                    y.lanewise(LSHL, SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            a = a.add(x.mul(x));
            x = y.lanewise(LSHR, 32 - SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            b = b.add(x.mul(x));
            y = FloatVector.fromArray(FLOATS, values, i + FLOAT).reinterpretAsLongs();
            x = y.lanewise(LSHL, SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            c = c.add(x.mul(x));
            x = y.lanewise(LSHR, 32 - SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            d = d.add(x.mul(x));
            y = FloatVector.fromArray(FLOATS, values, i + 2 * FLOAT).reinterpretAsLongs();
            x = y.lanewise(LSHL, SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            e = e.add(x.mul(x));
            x = y.lanewise(LSHR, 32 - SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            f = f.add(x.mul(x));
            y = FloatVector.fromArray(FLOATS, values, i + 3 * FLOAT).reinterpretAsLongs();
            x = y.lanewise(LSHL, SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            g = g.add(x.mul(x));
            x = y.lanewise(LSHR, 32 - SHIFT).and(MAGNITUDE).reinterpretAsDoubles().mul(REBIAS);
            h = h.add(x.mul(x));
        }
        a.intoArray(pairs, lane);
        b.intoArray(pairs, lane + DOUBLE);
        c.intoArray(pairs, lane + 2 * DOUBLE);
        d.intoArray(pairs, lane + 3 * DOUBLE);
        e.intoArray(pairs, lane + 4 * DOUBLE);
        f.intoArray(pairs, lane + 5 * DOUBLE);
        g.intoArray(pairs, lane + 6 * DOUBLE);
        h.intoArray(pairs, lane + 7 * DOUBLE);
        separatePairs(lane, lane + 4 * FLOAT);
    }

    /** Puts lanes in the order of their elements: of each pair the first came before the second. */
    private void separatePairs(int from, int to) {
        for (int first = from; first < to; first += FLOAT) {
            for (int l = 0; l < DOUBLE; l++) {
                doubles[first + 2 * l] = pairs[first + l];
                doubles[first + 2 * l + 1] = pairs[first + DOUBLE + l];
            }
        }
    }

    /** The sum of the squares of some values. */
    public double squares(double[] values, int from, int count) {
        int whole = count & -LANES;
        for (int lane = 0; lane < LANES; lane += 4 * DOUBLE) {
            addSquares(values, from + lane, from + whole, lane);
        }
        for (int i = whole; i < count; i++) {
            doubles[i % LANES] += values[from + i] * values[from + i];
        }
        return combine();
    }

    private void addSquares(double[] values, int from, int end, int lane) {
        DoubleVector a = DoubleVector.zero(DOUBLES);
        DoubleVector b = DoubleVector.zero(DOUBLES);
        DoubleVector c = DoubleVector.zero(DOUBLES);
        DoubleVector d = DoubleVector.zero(DOUBLES);
        for (int i = from; i < end; i += LANES) {
            DoubleVector x = DoubleVector.fromArray(DOUBLES, values, i);
            a = a.add(x.mul(x));
            x = DoubleVector.fromArray(DOUBLES, values, i + DOUBLE);
            b = b.add(x.mul(x));
            x = DoubleVector.fromArray(DOUBLES, values, i + 2 * DOUBLE);
            c = c.add(x.mul(x));
            x = DoubleVector.fromArray(DOUBLES, values, i + 3 * DOUBLE);
            d = d.add(x.mul(x));
        }
        a.intoArray(doubles, lane);
        b.intoArray(doubles, lane + DOUBLE);
        c.intoArray(doubles, lane + 2 * DOUBLE);
        d.intoArray(doubles, lane + 3 * DOUBLE);
    }

    private double combine() {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                doubles[l] += doubles[l + half];
            }
        }
        return doubles[0];
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
