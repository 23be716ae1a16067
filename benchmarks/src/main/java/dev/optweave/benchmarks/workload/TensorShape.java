package dev.optweave.benchmarks.workload;

import java.util.List;

/**
 * One tensor of a workload.
 *
 * @param name its name, unique in the workload
 * @param dimensions its shape; each at least 1
 */
public record TensorShape(String name, List<Integer> dimensions) {

    /**
     * Checks that an array can hold the elements.
     *
     * @throws IllegalArgumentException if a dimension is not positive or the tensor has more
     *     elements than an array
     */
    public TensorShape {
        dimensions = List.copyOf(dimensions);
        long length = 1;
        for (int dimension : dimensions) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "tensor `" + name + "`: dimension " + dimension + "; allowed: 1 and above");
            }
            length = Math.multiplyExact(length, dimension);
        }
        if (length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "tensor `" + name + "` has " + length + " elements; an array holds 2147483639");
        }
    }

    static TensorShape of(String name, Integer... dimensions) {
        return new TensorShape(name, List.of(dimensions));
    }

    /** How many elements the tensor has. */
    public int length() {
        return dimensions.stream().reduce(1, (a, b) -> a * b);
    }

    /** The shape as an array. */
    public int[] shape() {
        return dimensions.stream().mapToInt(Integer::intValue).toArray();
    }
}
