package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.reference.ElementType;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** Sizes and type of the tensors that a rule is evaluated on, and their reductions. */
record Tensors(int[] sizes, ElementType type) {

    int count() {
        return sizes.length;
    }

    int length(int tensor) {
        return sizes[tensor];
    }

    long elements() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    double narrow(double value) {
        return type == ElementType.FLOAT ? (float) value : value;
    }

    /** How many elements each tensor has, or all have together. */
    Value counts(boolean all) {
        if (all) {
            return Value.scalar(Kind.ALL, elements());
        }
        double[][] counts = new double[count()][];
        Arrays.setAll(counts, tensor -> new double[] {length(tensor)});
        return new Value(Kind.TENSOR, counts);
    }

    /** Elements reduced over each tensor, or over all. Where there are none, 0. */
    Value reduce(DoubleBinaryOperator operator, Value value, boolean all) {
        double[] results = new double[count()];
        for (int tensor = 0; tensor < results.length; tensor++) {
            int blocks = (length(tensor) + 4095) / 4096;
            double[] ofBlocks = new double[blocks];
            for (int block = 0; block < blocks; block++) {
                ofBlocks[block] = block(operator, value, tensor, block * 4096);
            }
            results[tensor] = tree(operator, ofBlocks);
        }
        if (all) {
            return Value.scalar(Kind.ALL, tree(operator, results));
        }
        double[][] rows = new double[count()][];
        Arrays.setAll(rows, tensor -> new double[] {results[tensor]});
        return new Value(Kind.TENSOR, rows);
    }

    private double block(DoubleBinaryOperator operator, Value value, int tensor, int from) {
        double[] lanes = new double[64];
        for (int i = from; i < Math.min(from + 4096, length(tensor)); i++) {
            double element = value.at(tensor, i);
            lanes[i % 64] = narrow(operator.applyAsDouble(lanes[i % 64], element));
        }
        for (int width = 32; width >= 1; width /= 2) {
            for (int lane = 0; lane < width; lane++) {
                lanes[lane] = narrow(operator.applyAsDouble(lanes[lane], lanes[lane + width]));
            }
        }
        return lanes[0];
    }

    static double tree(DoubleBinaryOperator operator, double[] values) {
        if (values.length < 2) {
            return values.length == 0 ? 0 : values[0];
        }
        int left = 1;
        while (left * 2 < values.length) {
            left *= 2;
        }
        return operator.applyAsDouble(
                tree(operator, Arrays.copyOf(values, left)),
                tree(operator, Arrays.copyOfRange(values, left, values.length)));
    }
}
