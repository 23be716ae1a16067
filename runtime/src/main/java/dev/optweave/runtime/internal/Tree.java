package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Operator;

/** Reductions along one fixed tree, whatever the threads. */
final class Tree {

    private Tree() {}

    /**
     * Reduces values pairwise, in order: each node splits its values at the largest power of two
     * below their count. Nothing reduces to 0.
     */
    static double reduce(Operator operator, double[] values, int count) {
        return count == 0 ? 0 : reduce(operator, values, 0, count);
    }

    private static double reduce(Operator operator, double[] values, int from, int count) {
        if (count == 1) {
            return values[from];
        }
        int left = Integer.highestOneBit(count - 1);
        double a = reduce(operator, values, from, left);
        double b = reduce(operator, values, from + left, count - left);
        return operator == Operator.SUM ? a + b : Math.max(a, b);
    }
}
