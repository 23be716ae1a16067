package dev.optweave.processor.reference;

import dev.optweave.processor.program.Operation.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The one tree along which every reduction is taken, whatever the threads.
 *
 * <p>Inside a block of 4096 elements, element i goes into lane i mod 64; the lanes are combined in
 * halves. Blocks, and after them tensors, are combined in double along a tree that is split at the
 * largest power of two below the count.
 */
final class FixedTree {

    private static final int BLOCK = 4096;
    private static final int LANES = 64;

    private final Reduction reduction;

    FixedTree(Reduction reduction) {
        this.reduction = reduction;
    }

    /** The elements of one tensor, reduced in its type inside a block and in double above. */
    double reduce(double[] elements, ElementType type) {
        List<Double> blocks = new ArrayList<>();
        for (int start = 0; start < elements.length; start += BLOCK) {
            int end = Math.min(start + BLOCK, elements.length);
            blocks.add(block(Arrays.copyOfRange(elements, start, end), type));
        }
        return combine(blocks);
    }

    /** Results of blocks or of tensors, in order; of none, 0. */
    double combine(List<Double> results) {
        if (results.isEmpty()) {
            return 0;
        }
        if (results.size() == 1) {
            return results.get(0);
        }
        int split = Integer.highestOneBit(results.size() - 1);
        return join(
                combine(results.subList(0, split)),
                combine(results.subList(split, results.size())));
    }

    private double block(double[] elements, ElementType type) {
        double[] lanes = new double[LANES];
        Arrays.fill(lanes, reduction == Reduction.SUM ? 0 : Double.NEGATIVE_INFINITY);
        for (int i = 0; i < elements.length; i++) {
            lanes[i % LANES] = type.narrow(join(lanes[i % LANES], elements[i]));
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                lanes[lane] = type.narrow(join(lanes[lane], lanes[lane + half]));
            }
        }
        return lanes[0];
    }

    private double join(double a, double b) {
        return switch (reduction) {
            case SUM -> a + b;
            case MAX -> Math.max(a, b);
        };
    }
}
