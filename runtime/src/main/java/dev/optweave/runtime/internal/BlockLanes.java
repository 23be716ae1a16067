package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.LANES;

import dev.optweave.runtime.kernel.KernelLayout.Operator;
import dev.optweave.runtime.kernel.Lanes;
import java.util.Arrays;

/** The lanes of one thread, used block after block. */
final class BlockLanes extends Lanes {

    private final float[][] floats;
    private final double[][] doubles;
    private final double[] squares = new double[LANES];

    /**
     * @param reductions the most reductions that a section has
     */
    BlockLanes(int reductions) {
        floats = new float[reductions][LANES];
        doubles = new double[reductions][LANES];
    }

    @Override
    public float[] floats(int reduction) {
        return floats[reduction];
    }

    @Override
    public double[] doubles(int reduction) {
        return doubles[reduction];
    }

    void clear(int reduction, boolean isDouble) {
        if (isDouble) {
            Arrays.fill(doubles[reduction], 0);
        } else {
            Arrays.fill(floats[reduction], 0);
        }
    }

    /** Combines the lanes of a block pairwise, lane l with l + 32, then 16, 8, 4, 2, 1. */
    double combine(int reduction, Operator operator, boolean isDouble) {
        boolean sum = operator == Operator.SUM;
        if (isDouble) {
            return sum ? sum(doubles[reduction]) : max(doubles[reduction]);
        }
        return sum ? sum(floats[reduction]) : max(floats[reduction]);
    }

    /** The sum of the squares of a block's gradients, in double for either type. */
    double squares(TensorMemory tensor, int from, int to) {
        Arrays.fill(squares, 0);
        if (tensor.isDouble()) {
            double[] g = tensor.doubleGradient();
            int i = from;
            for (; i + LANES <= to; i += LANES) {
                for (int l = 0; l < LANES; l++) {
                    squares[l] += g[i + l] * g[i + l];
                }
            }
            for (; i < to; i++) {
                squares[i % LANES] += g[i] * g[i];
            }
        } else {
            float[] g = tensor.floatGradient();
            int i = from;
            for (; i + LANES <= to; i += LANES) {
                for (int l = 0; l < LANES; l++) {
                    squares[l] += (double) g[i + l] * g[i + l];
                }
            }
            for (; i < to; i++) {
                squares[i % LANES] += (double) g[i] * g[i];
            }
        }
        return sum(squares);
    }

    private static float sum(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    private static double sum(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }

    private static float max(float[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] = Math.max(lanes[l], lanes[l + half]);
            }
        }
        return lanes[0];
    }

    private static double max(double[] lanes) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] = Math.max(lanes[l], lanes[l + half]);
            }
        }
        return lanes[0];
    }
}
