package dev.optweave.runtime;

import java.util.Arrays;

/** Checks shapes, and arrays against them. */
final class Dimensions {

    private Dimensions() {}

    /**
     * How many elements a tensor of a shape has.
     *
     * @throws IllegalArgumentException if a dimension is negative or an array cannot hold so many
     */
    static int elements(String name, int[] shape) {
        boolean empty = false;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw refused(
                        name,
                        "shape "
                                + Arrays.toString(shape)
                                + " has a negative dimension; allowed: 0 and above");
            }
            empty |= dimension == 0;
        }
        long product = empty ? 0 : 1;
        for (int dimension : shape) {
            product *= dimension;
            if (product > Integer.MAX_VALUE) {
                throw refused(
                        name,
                        "shape "
                                + Arrays.toString(shape)
                                + " has more elements than an array can hold (2147483647)");
            }
        }
        return (int) product;
    }

    /**
     * Checks that an array is as long as the shape says.
     *
     * @param what which array it is, with its verb
     * @throws IllegalArgumentException if it is not
     */
    static void checkLength(String name, int[] shape, String what, int found) {
        int wanted = elements(name, shape);
        if (found == wanted) {
            return;
        }
        String hint = shape.length == 0 ? "; for a vector give its length as shape: " + found : "";
        throw refused(
                name,
                what
                        + " "
                        + count(found)
                        + ", but shape "
                        + Arrays.toString(shape)
                        + " has "
                        + count(wanted)
                        + hint);
    }

    private static String count(int elements) {
        return elements + (elements == 1 ? " element" : " elements");
    }

    private static IllegalArgumentException refused(String name, String why) {
        return new IllegalArgumentException("tensor `" + name + "`: " + why);
    }
}
