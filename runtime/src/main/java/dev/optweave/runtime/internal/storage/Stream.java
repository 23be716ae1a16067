package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;
import java.util.List;

/**
 * What one value of each element of a tensor lies in: its parameters, its gradient or one of its
 * states. Arrays may be shared with other tensors, before and behind the values; places are counted
 * from the tensor's first element unless something else is said.
 */
public abstract sealed class Stream
        permits FloatStream, DoubleStream, Bfloat16Stream, KahanStream, Float16Stream, Int8Stream {

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final Format format;
    private final int start;
    private final int length;
    private final List<Object> arrays;

    /**
     * @param start where the values begin in the arrays; 0 for those that have blocks
     * @param length how many values there are
     * @param arrays the arrays themselves, the one with an entry for each value first
     */
    Stream(Format format, int start, int length, Object... arrays) {
        this.format = format;
        this.start = start;
        this.length = length;
        this.arrays = List.of(arrays);
    }

    /** How the values lie in memory. */
    public final Format format() {
        return format;
    }

    /** Where the values begin in the arrays. */
    public final int start() {
        return start;
    }

    /** How many values there are. */
    public final int length() {
        return length;
    }

    /**
     * The same arrays from the same place, for another number of values.
     *
     * @throws UnsupportedOperationException if the values have blocks
     */
    public abstract Stream extended(int count);

    /**
     * Whether each value is stored for itself and the same wherever it lies: neither rounded at
     * random nor in a block.
     */
    public final boolean isUniform() {
        return !isStochastic() && format != Format.INT8_BLOCK;
    }

    /**
     * The arrays that hold the values, the one with an entry for each first, from {@link #start}.
     */
    public final List<Object> arrays() {
        return arrays;
    }

    /** The array itself, if it is plain floats, with whatever else it holds; otherwise empty. */
    public float[] floats() {
        return NO_FLOATS;
    }

    /** The array itself, if it is plain doubles, with whatever else it holds; otherwise empty. */
    public double[] doubles() {
        return NO_DOUBLES;
    }

    /** Whether kernels can work on the array itself. */
    public final boolean isPlain(boolean isDouble) {
        return format == (isDouble ? Format.FLOAT64 : Format.FLOAT32);
    }

    /** Whether values are rounded at random as they are stored. */
    public boolean isStochastic() {
        return false;
    }

    /**
     * Reads some values as floats.
     *
     * @param from the first; a multiple of {@link Int8Block#BLOCK}
     * @param out where they go, from 0
     */
    public abstract void load(int from, float[] out, int count, Transfer transfer);

    /** Reads some values as doubles. */
    public void load(int from, double[] out, int count, Transfer transfer) {
        float[] narrow = transfer.floats();
        load(from, narrow, count, transfer);
        for (int i = 0; i < count; i++) {
            out[i] = narrow[i];
        }
    }

    /**
     * Writes some values.
     *
     * @param from the first; a multiple of {@link Int8Block#BLOCK}
     * @param in where they come from, from 0
     * @param count how many: a multiple of {@link Int8Block#BLOCK}, or all there are
     */
    public abstract void store(int from, float[] in, int count, Transfer transfer);

    /**
     * Finds out what has to be known of all values before any can be stored. As this waits for what
     * it reads, several streams are best measured before the first of them is stored.
     */
    public void measure(int from, float[] in, int count, Transfer transfer) {}

    /** Writes values that have been measured, as {@link #store(int, float[], int, Transfer)}. */
    public void storeMeasured(int from, float[] in, int count, Transfer transfer) {
        store(from, in, count, transfer);
    }

    /** Writes some values, narrowed to floats first where the format is no wider. */
    public void store(int from, double[] in, int count, Transfer transfer) {
        float[] narrow = transfer.floats();
        for (int i = 0; i < count; i++) {
            narrow[i] = (float) in[i];
        }
        store(from, narrow, count, transfer);
    }

    /** One value. */
    public abstract double get(int element);

    /** Makes all values zero. */
    public final void clear() {
        for (Object array : arrays) {
            RawArrays.clear(array, start, start + entries(array));
        }
    }

    /** How many entries of an array belong to the values: of units fewer than there are values. */
    private int entries(Object array) {
        return format == Format.INT8_BLOCK ? RawArrays.length(array) : length;
    }

    /** Makes some values zero, of a format that has one array. */
    public final void clear(int from, int to) {
        if (arrays.size() != 1) {
            throw new IllegalStateException(format + " is not cleared in part");
        }
        RawArrays.clear(arrays.get(0), start + from, start + to);
    }

    /** A copy, bit for bit, in arrays that hold nothing else. */
    public final Stream copy() {
        Stream copy = format.allocate(length, Rounding.NEAREST);
        copy.copyFrom(this);
        return copy;
    }

    /** Takes over the values of a stream of the same format and length, bit for bit. */
    public final void copyFrom(Stream other) {
        for (int i = 0; i < arrays.size(); i++) {
            Object from = other.arrays.get(i);
            System.arraycopy(from, other.start, arrays.get(i), start, other.entries(from));
        }
    }
}
