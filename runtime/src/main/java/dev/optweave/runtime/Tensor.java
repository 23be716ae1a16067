package dev.optweave.runtime;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.TensorMemory.Elements;
import dev.optweave.runtime.internal.storage.Bfloat16Stream;
import dev.optweave.runtime.internal.storage.DoubleStream;
import dev.optweave.runtime.internal.storage.FloatStream;
import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.internal.storage.RawArrays;
import dev.optweave.runtime.internal.storage.Stream;
import java.util.Arrays;
import java.util.Objects;

/**
 * A parameter with its gradient: a name, a shape and two arrays in row-major order, wrapped and
 * never copied. Elements are {@code float}, {@code double} or, in {@code short}s, {@linkplain
 * BFloat16 brain floats}, which are computed in float.
 *
 * <p>An optimizer reads the gradient and writes the values in place. A tensor without dimensions is
 * a scalar, with one element; a tensor with a dimension of 0 is empty. Both are legal.
 */
public final class Tensor {

    private final String name;
    private final int[] shape;
    private final int length;
    private final ElementType type;
    private final Object values;
    private final Object gradient;

    private Tensor(String name, Object values, Object gradient, int[] shape) {
        this.name = Objects.requireNonNull(name, "name");
        this.shape = shape.clone();
        this.length = elements(name, shape);
        this.type = ElementType.of(values);
        this.values = values;
        this.gradient = gradient;
        checkArrays(RawArrays.length(values), RawArrays.length(gradient), values == gradient);
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

    /**
     * Wraps a parameter of brain floats and its gradient.
     *
     * @param name how messages and saved states call the tensor; if empty, {@link Parameters} finds
     *     a name
     * @param values the elements as {@link BFloat16} has them, in row-major order; the optimizer
     *     writes them in place
     * @param gradient the gradient as brain floats, element by element; the caller fills it before
     *     each step
     * @param shape the dimensions; none for a scalar
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(String name, short[] values, short[] gradient, int... shape) {
        return new Tensor(name, values, gradient, shape);
    }

    /**
     * Wraps a parameter of brain floats and its gradient of floats.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(String name, short[] values, float[] gradient, int... shape) {
        return new Tensor(name, values, gradient, shape);
    }

    /**
     * Wraps a parameter of brain floats and allocates its gradient, of brain floats too.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(String name, short[] values, int... shape) {
        return new Tensor(name, values, new short[values.length], shape);
    }

    /**
     * Wraps a parameter of brain floats without a name and its gradient of brain floats.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(short[] values, short[] gradient, int... shape) {
        return new Tensor("", values, gradient, shape);
    }

    /**
     * Wraps a parameter of brain floats without a name and its gradient of floats.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(short[] values, float[] gradient, int... shape) {
        return new Tensor("", values, gradient, shape);
    }

    /**
     * Wraps a parameter of brain floats without a name and allocates its gradient, of brain floats
     * too.
     *
     * @throws IllegalArgumentException as {@link #of(String, float[], float[], int...)}
     */
    public static Tensor ofBFloat16(short[] values, int... shape) {
        return new Tensor("", values, new short[values.length], shape);
    }

    /** The same arrays under another name. */
    public Tensor named(String newName) {
        return new Tensor(newName, values, gradient, shape);
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

    /** Whether the elements are doubles. */
    public boolean isDouble() {
        return type == ElementType.DOUBLE;
    }

    /** Whether the elements are brain floats. */
    public boolean isBFloat16() {
        return type == ElementType.BFLOAT16;
    }

    /** Whether the gradient consists of brain floats; only that of brain floats can. */
    public boolean hasBFloat16Gradient() {
        return gradient instanceof short[];
    }

    /**
     * The elements of a float tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no floats
     */
    public float[] floatValues() {
        return (float[]) require(ElementType.FLOAT, values, "");
    }

    /**
     * The gradient of a tensor of floats, or of brain floats with a gradient of floats: the wrapped
     * array itself.
     *
     * @throws IllegalStateException if the gradient's elements are no floats
     */
    public float[] floatGradient() {
        return (float[]) require(ElementType.FLOAT, gradient, " a gradient of");
    }

    /**
     * The elements of a double tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no doubles
     */
    public double[] doubleValues() {
        return (double[]) require(ElementType.DOUBLE, values, "");
    }

    /**
     * The gradient of a double tensor: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no doubles
     */
    public double[] doubleGradient() {
        return (double[]) require(ElementType.DOUBLE, gradient, " a gradient of");
    }

    /**
     * The elements of a tensor of brain floats: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no brain floats
     */
    public short[] bfloat16Values() {
        return (short[]) require(ElementType.BFLOAT16, values, "");
    }

    /**
     * The gradient of brain floats: the wrapped array itself.
     *
     * @throws IllegalStateException if the gradient's elements are no brain floats
     */
    public short[] bfloat16Gradient() {
        return (short[]) require(ElementType.BFLOAT16, gradient, " a gradient of");
    }

    /** The array of values, whatever its type. */
    Object valueArray() {
        return values;
    }

    /** The array of gradients, whatever its type. */
    Object gradientArray() {
        return gradient;
    }

    /** What the elements are. */
    ElementType type() {
        return type;
    }

    /** What an optimizer works on. */
    Elements elements(int index, GroupStorage storage) {
        boolean narrow = values instanceof short[];
        Stream parameter = narrow ? storage.parameter().wrap((short[]) values) : wrap(values);
        return new Elements(name, index, parameter, wrap(gradient));
    }

    private static Stream wrap(Object array) {
        if (array instanceof double[] doubles) {
            return new DoubleStream(doubles);
        }
        return array instanceof short[] shorts
                ? new Bfloat16Stream(shorts, Rounding.NEAREST)
                : new FloatStream((float[]) array);
    }

    /** Name, element type and shape: {@code W1 float[3, 4]}. */
    @Override
    public String toString() {
        String shaped = type + Arrays.toString(shape);
        return name.isEmpty() ? shaped : name + " " + shaped;
    }

    private Object require(ElementType wanted, Object array, String which) {
        ElementType found = ElementType.of(array);
        if (found != wanted) {
            throw new IllegalStateException(
                    "tensor `"
                            + name
                            + "` holds"
                            + which
                            + " "
                            + found
                            + "s: ask for its "
                            + found
                            + " arrays");
        }
        return array;
    }

    private void checkArrays(int valueCount, int gradientCount, boolean same) {
        if (valueCount != length) {
            throw new IllegalArgumentException(
                    wrongLength("the array of values has " + count(valueCount), valueCount));
        }
        if (gradientCount != length) {
            throw new IllegalArgumentException(
                    wrongLength("the gradient has " + count(gradientCount), gradientCount));
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
