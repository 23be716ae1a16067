package dev.optweave.runtime;

import dev.optweave.runtime.internal.TensorMemory.Elements;
import dev.optweave.runtime.internal.storage.Companions;
import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.internal.storage.RawArrays;
import java.util.Arrays;
import java.util.Objects;

/**
 * A parameter with its gradient: a name, a shape and two arrays in row-major order, wrapped and
 * never copied, except to be {@linkplain Parameters#packed() packed}. Elements are {@code float},
 * {@code double} or, in {@code short}s, {@linkplain BFloat16 brain floats}, which are computed in
 * float.
 *
 * <p>An optimizer reads the gradient and writes the values in place. A tensor without dimensions is
 * a scalar, with one element; a tensor with a dimension of 0 is empty. Both are legal.
 */
public final class Tensor {

    private final String name;
    private final int[] shape;
    private final Window window;

    private Tensor(String name, Object values, Object gradient, int[] shape) {
        this(name, Window.whole(values, gradient), shape.clone());
        Dimensions.checkLength(name, shape, "the array of values has", window.length());
        Dimensions.checkLength(name, shape, "the gradient has", RawArrays.length(gradient));
        if (values == gradient && window.length() > 0) {
            throw new IllegalArgumentException(
                    "tensor `"
                            + name
                            + "`: values and gradient are the same array; each needs its own");
        }
    }

    private Tensor(String name, Window window, int[] shape) {
        this.name = Objects.requireNonNull(name, "name");
        this.window = window;
        this.shape = shape;
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
        return new Tensor(newName, window, shape);
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
        return window.length();
    }

    /**
     * Where the elements begin in the arrays, those of the gradient as those of the values: element
     * {@code i} is {@code floatValues()[start() + i]}. Always 0 unless the tensor is {@linkplain
     * Parameters#packed() packed}; the arrays then hold other tensors' elements too.
     */
    public int start() {
        return window.start();
    }

    /** Whether the elements are doubles. */
    public boolean isDouble() {
        return type() == ElementType.DOUBLE;
    }

    /** Whether the elements are brain floats. */
    public boolean isBFloat16() {
        return type() == ElementType.BFLOAT16;
    }

    /** Whether the gradient consists of brain floats; only that of brain floats can. */
    public boolean hasBFloat16Gradient() {
        return window.gradient() instanceof short[];
    }

    /**
     * The elements of a float tensor, from {@link #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no floats
     */
    public float[] floatValues() {
        return (float[]) require(ElementType.FLOAT, window.values(), "");
    }

    /**
     * The gradient of a tensor of floats, or of brain floats with a gradient of floats, from {@link
     * #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the gradient's elements are no floats
     */
    public float[] floatGradient() {
        return (float[]) require(ElementType.FLOAT, window.gradient(), " a gradient of");
    }

    /**
     * The elements of a double tensor, from {@link #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no doubles
     */
    public double[] doubleValues() {
        return (double[]) require(ElementType.DOUBLE, window.values(), "");
    }

    /**
     * The gradient of a double tensor, from {@link #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no doubles
     */
    public double[] doubleGradient() {
        return (double[]) require(ElementType.DOUBLE, window.gradient(), " a gradient of");
    }

    /**
     * The elements of a tensor of brain floats, from {@link #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the elements are no brain floats
     */
    public short[] bfloat16Values() {
        return (short[]) require(ElementType.BFLOAT16, window.values(), "");
    }

    /**
     * The gradient of brain floats, from {@link #start}: the wrapped array itself.
     *
     * @throws IllegalStateException if the gradient's elements are no brain floats
     */
    public short[] bfloat16Gradient() {
        return (short[]) require(ElementType.BFLOAT16, window.gradient(), " a gradient of");
    }

    /** Where the elements lie. */
    Window window() {
        return window;
    }

    /** The same name and shape for elements elsewhere. */
    Tensor in(Window other) {
        return new Tensor(name, other, shape);
    }

    /** What an optimizer works on. */
    Elements elements(int index, GroupStorage storage, Companions companions) {
        return new Elements(
                name, index, window.parameter(storage, companions), window.gradientStream());
    }

    /** What the elements are. */
    ElementType type() {
        return window.type();
    }

    /**
     * Name, element type and shape: {@code W1 float[3, 4]}. A packed tensor says where it begins:
     * {@code W1 float[3, 4] at 128}.
     */
    @Override
    public String toString() {
        String shaped = type() + Arrays.toString(shape) + (window.isPart() ? " at " + start() : "");
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
}
