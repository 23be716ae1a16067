package dev.optweave.runtime;

import java.util.Arrays;
import java.util.Objects;

/**
 * A parameter with its gradient: a name, a shape and two arrays of {@code float} or {@code double}
 * in row-major order, wrapped and never copied.
 *
 * <p>An optimizer reads the gradient and writes the values in place. A tensor without dimensions is
 * a scalar, with one element; a tensor with a dimension of 0 is empty. Both are legal.
 */
public final class Tensor {

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final String name;
    private final int[] shape;
    private final int length;
    private final boolean isDouble;
    private final float[] floatValues;
    private final float[] floatGradient;
    private final double[] doubleValues;
    private final double[] doubleGradient;

    private Tensor(String name, float[] values, float[] gradient, int[] shape) {
        this.name = Objects.requireNonNull(name, "name");
        this.shape = shape.clone();
        this.length = elements(name, shape);
        this.isDouble = false;
        this.floatValues = values;
        this.floatGradient = gradient;
        this.doubleValues = NO_DOUBLES;
        this.doubleGradient = NO_DOUBLES;
        checkArrays(values.length, gradient.length, values == gradient);
    }

    private Tensor(String name, double[] values, double[] gradient, int[] shape) {
        this.name = Objects.requireNonNull(name, "name");
        this.shape = shape.clone();
        this.length = elements(name, shape);
        this.isDouble = true;
        this.floatValues = NO_FLOATS;
        this.floatGradient = NO_FLOATS;
        this.doubleValues = values;
        this.doubleGradient = gradient;
        checkArrays(values.length, gradient.length, values == gradient);
    }

    /**
     * Wraps a parameter and its gradient.
     *
     * @param name how messages and saved states call the tensor; if empty, {@link Parameters} finds
     *     a name
     * @param values the elements, in row-major order; the optimizer writes them in place
     * @param gradient the gradient, element by element; the caller fills it before each step
     * @param shape the dimensions; none for a scalar
     * @throws IllegalArgumentException if an array has another length than the shape, a dimension
     *     is negative, the shape has more elements than an array can hold, or both arrays are one
     */
    public static Tensor of(String name, float[] values, float[] gradient, int... shape) {
        return new Tensor(name, values, gradient, shape);
    }

    /**
     * Wraps a parameter and allocates its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor of(String name, float[] values, int... shape) {
        return new Tensor(name, values, new float[values.length], shape);
    }

    /**
     * Wraps a parameter without a name and its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor of(float[] values, float[] gradient, int... shape) {
        return new Tensor("", values, gradient, shape);
    }

    /**
     * Wraps a parameter without a name and allocates its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor of(float[] values, int... shape) {
        return new Tensor("", values, new float[values.length], shape);
    }

    /**
     * Wraps a parameter and its gradient.
     *
     * @param name how messages and saved states call the tensor; if empty, {@link Parameters} finds
     *     a name
     * @param values the elements, in row-major order; the optimizer writes them in place
     * @param gradient the gradient, element by element; the caller fills it before each step
     * @param shape the dimensions; none for a scalar
     * @throws IllegalArgumentException if an array has another length than the shape, a dimension
     *     is negative, the shape has more elements than an array can hold, or both arrays are one
     */
    public static Tensor of(String name, double[] values, double[] gradient, int... shape) {
        return new Tensor(name, values, gradient, shape);
    }

    /**
     * Wraps a parameter and allocates its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, double[], double[], int...)}
     */
    public static Tensor of(String name, double[] values, int... shape) {
        return new Tensor(name, values, new double[values.length], shape);
    }

    /**
     * Wraps a parameter without a name and its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, double[], double[], int...)}
     */
    public static Tensor of(double[] values, double[] gradient, int... shape) {
        return new Tensor("", values, gradient, shape);
    }

    /**
     * Wraps a parameter without a name and allocates its gradient.
     *
     * @throws IllegalArgumentException as {@link #of(String, double[], double[], int...)}
     */
    public static Tensor of(double[] values, int... shape) {
        return new Tensor("", values, new double[values.length], shape);
    }

    /** The same arrays under another name. */
    public Tensor named(String newName) {
        return isDouble
                ? new Tensor(newName, doubleValues, doubleGradient, shape)
                : new Tensor(newName, floatValues, floatGradient, shape);
    }

    /** The name, or the empty string if the tensor was made without one. */
    public String name() {
        return name;
    }

    /** The dimensions, in a new array. */
    public int[] shape() {
        return shape.clone();
    }

    /** The number of dimensions: 0 for a scalar, 1 for a vector such as a bias. */
    public int rank() {
        return shape.length;
    }

    /** The number of elements. */
    public int length() {
        return length;
    }

    /** Whether the elements are doubles; otherwise they are floats. */
    public boolean isDouble() {
        return isDouble;
    }

    /**
     * The elements of a float tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are doubles
     */
    public float[] floatValues() {
        requireType(false);
        return floatValues;
    }

    /**
     * The gradient of a float tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are doubles
     */
    public float[] floatGradient() {
        requireType(false);
        return floatGradient;
    }

    /**
     * The elements of a double tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are floats
     */
    public double[] doubleValues() {
        requireType(true);
        return doubleValues;
    }

    /**
     * The gradient of a double tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are floats
     */
    public double[] doubleGradient() {
        requireType(true);
        return doubleGradient;
    }

    /** The array of values, whatever its type. */
    Object valueArray() {
        return isDouble ? doubleValues : floatValues;
    }

    /** The array of gradients, whatever its type. */
    Object gradientArray() {
        return isDouble ? doubleGradient : floatGradient;
    }

    /** Name, element type and shape: {@code W1 float[3, 4]}. */
    @Override
    public String toString() {
        String type = (isDouble ? "double" : "float") + Arrays.toString(shape);
        return name.isEmpty() ? type : name + " " + type;
    }

    private void requireType(boolean wantsDouble) {
        if (isDouble != wantsDouble) {
            String type = isDouble ? "double" : "float";
            throw new IllegalStateException(
                    "tensor `" + name + "` holds " + type + "s: ask for its " + type + " arrays");
        }
    }

    private void checkArrays(int values, int gradient, boolean same) {
        if (values != length) {
            throw new IllegalArgumentException(
                    wrongLength("the array of values has " + count(values), values));
        }
        if (gradient != length) {
            throw new IllegalArgumentException(
                    wrongLength("the gradient has " + count(gradient), gradient));
        }
        if (same && length > 0) {
            throw new IllegalArgumentException(
                    "tensor `"
                            + name
                            + "`: values and gradient are the same array; each needs its"
                            + " own");
        }
    }

    private String wrongLength(String found, int elements) {
        String hint =
                shape.length == 0 ? "; for a vector give its length as shape: " + elements : "";
        return "tensor `"
                + name
                + "`: "
                + found
                + ", but shape "
                + Arrays.toString(shape)
                + " has "
                + count(length)
                + hint;
    }

    private static String count(int elements) {
        return elements + (elements == 1 ? " element" : " elements");
    }

    private static int elements(String name, int[] shape) {
        boolean empty = false;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException(
                        "tensor `"
                                + name
                                + "`: shape "
                                + Arrays.toString(shape)
                                + " has a negative dimension; allowed: 0 and above");
            }
            empty |= dimension == 0;
        }
        long product = empty ? 0 : 1;
        for (int dimension : shape) {
            product *= dimension;
            if (product > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "tensor `"
                                + name
                                + "`: shape "
                                + Arrays.toString(shape)
                                + " has more elements than an array can hold (2147483647)");
            }
        }
        return (int) product;
    }
}
