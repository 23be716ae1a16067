package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;
import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.internal.vector.VectorReduction;
import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.KernelLayout.Operator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values that one thread reduces, block after block: value i is added to lane {@code i %
 * LANES}, then the lanes are combined pairwise, lane l with l + 32, then 16, 8, 4, 2, 1. The loops
 * over lanes have no dependency from one value to the next, so that the compiler can vectorize
 * them.
 */
final class BlockReduction extends BlockValues {

    private static final int LANES = 64;

    private final float[][] floats;
    private final double[][] doubles;
    private final float[] floatLanes = new float[LANES];
    private final double[] doubleLanes = new double[LANES];
    private final @Nullable VectorReduction vectors;

    /**
     * @param reductions the most reductions that a section has
     * @param vectors whether values are summed in vectors
     */
    BlockReduction(int reductions, boolean vectors) {
        this.vectors = vectors ? new VectorReduction() : null;
        floats = new float[reductions][BLOCK];
        doubles = new double[reductions][BLOCK];
    }

    @Override
    public float[] floats(int reduction) {
        return floats[reduction];
    }

    @Override
    public double[] doubles(int reduction) {
        return doubles[reduction];
    }

    /** Reduces the first values of a block, in their own type. */
    double reduce(int reduction, Operator operator, boolean isDouble, int count) {
        boolean sum = operator == Operator.SUM;
        if (isDouble) {
            double[] values = doubles[reduction];
            return sum ? sum(values, count) : max(values, count);
        }
        float[] values = floats[reduction];
        return sum ? sum(values, count) : max(values, count);
    }

    /** The sum of the squares of a block's gradients, in double for either type. */
    double squares(TensorMemory tensor, int from, int to, Strip strip) {
        Stream gradient = tensor.stream(GRADIENT);
        int at = gradient.start() + from;
        if (tensor.isDouble()) {
            return squares(gradient.doubles(), at, to - from);
        }
        if (gradient.isPlain(false)) {
            return squares(gradient.floats(), at, to - from);
        }
        return squares(strip.loadGradient(gradient, from, to), 0, to - from);
    }

    private double squares(float[] values, int from, int count) {
        if (vectors != null && count >= LANES) {
            double sum = vectors.squares(values, from, count);
            if (!Double.isNaN(sum)) {
                return sum;
            }
        }
        double[] lanes = doubleLanes;
        Arrays.fill(lanes, 0);
        int whole = count & -LANES;
        for (int start = from; start < from + whole; start += LANES) {
            for (int l = 0; l < LANES; l++) {
                double value = values[start + l];
                lanes[l] += value * value;
            }
        }
        for (int i = whole; i < count; i++) {
            double value = values[from + i];
            lanes[i % LANES] += value * value;
        }
        return combine(lanes);
    }

    private double squares(double[] values, int from, int count) {
        if (vectors != null && count >= LANES) {
            return vectors.squares(values, from, count);
        }
        double[] lanes = doubleLanes;
        Arrays.fill(lanes, 0);
        int whole = count & -LANES;
        for (int start = from; start < from + whole; start += LANES) {
            for (int l = 0; l < LANES; l++) {
                double value = values[start + l];
                lanes[l] += value * value;
            }
        }
        for (int i = whole; i < count; i++) {
            lanes[i % LANES] += values[from + i] * values[from + i];
        }
        return combine(lanes);
    }

    private static double combine(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    private float sum(float[] values, int count) {
        if (vectors != null && count >= LANES) {
            return vectors.sum(values, count);
        }
        float[] lanes = floatLanes;
        Arrays.fill(lanes, 0);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] += values[i + l];
            }
        }
        for (; i < count; i++) {
            lanes[i % LANES] += values[i];
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    private double sum(double[] values, int count) {
        if (vectors != null && count >= LANES) {
            return vectors.sum(values, count);
        }
        double[] lanes = doubleLanes;
        Arrays.fill(lanes, 0);
        int i = 0;
        for (; i + LANES <= count; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] += values[i + l];
            }
        }
        for (; i < count; i++) {
            lanes[i % LANES] += values[i];
        }
        return combine(lanes);
    }

    /** The largest, whatever the order: of values and lanes alike, and NaN if any is. */
    private float max(float[] values, int count) {
        if (vectors != null && count >= LANES) {
            return vectors.max(values, count);
        }
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    private double max(double[] values, int count) {
        if (vectors != null && count >= LANES) {
            return vectors.max(values, count);
        }
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }
}
