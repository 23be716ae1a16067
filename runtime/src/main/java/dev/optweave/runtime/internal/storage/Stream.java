package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;
import java.util.List;

/**
 * What one value of each element of a tensor lies in: its parameters, its gradient or one of its
 * states.
 */
public abstract sealed class Stream
        permits FloatStream, DoubleStream, Bfloat16Stream, KahanStream, Float16Stream, Int8Stream {

    private static final float[] NO_FLOATS = {};
    private static final double[] NO_DOUBLES = {};

    private final Format format;
    private final int length;
    private final List<Object> arrays;

    /**
     * @param arrays the arrays themselves, the one with an entry for each value first
     */
    Stream(Format format, Object... arrays) {
        this.format = format;
        this.length = RawArrays.length(arrays[0]);
        this.arrays = List.of(arrays);
    }

    /** How the values lie in memory. */
    public final Format format() {
        return format;
    }

    /** How many values there are. */
    public final int length() {
        return length;
    }

    /** The arrays that hold the values, the one with an entry for each first. */
    public final List<Object> arrays() {
        return arrays;
    }

    /** The array itself, if it is plain floats; otherwise an empty one. */
    public float[] floats() {
        return NO_FLOATS;
    }

    /** The array itself, if it is plain doubles; otherwise an empty one. */
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
            RawArrays.clear(array);
        }
    }

    /** Makes some values zero, of a format that has one array. */
    public final void clear(int from, int to) {
        if (arrays.size() != 1) {
            throw new IllegalStateException(format + " is not cleared in part");
        }
        RawArrays.clear(arrays.get(0), from, to);
    }

    /** A copy, bit for bit. */
    public final Stream copy() {
        Stream copy = format.allocate(length, Rounding.NEAREST);
        copy.copyFrom(this);
        return copy;
    }

    /** Takes over the values of a stream of the same format and length, bit for bit. */
    public final void copyFrom(Stream other) {
        for (int i = 0; i < arrays.size(); i++) {
            Object from = other.arrays.get(i);
            System.arraycopy(from, 0, arrays.get(i), 0, RawArrays.length(from));
        }
    }
}
