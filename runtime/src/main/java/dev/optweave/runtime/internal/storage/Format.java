package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;

/** How the values of a stream lie in memory. */
public enum Format {
    /** 32-bit floats. */
    FLOAT32,
    /** 64-bit floats. */
    FLOAT64,
    /** Brain floats. */
    BFLOAT16,
    /** Brain floats, each with a second one that holds what the first has lost. */
    BFLOAT16_KAHAN,
    /** Half-precision floats. */
    FLOAT16,
    /** Eight-bit codes with a unit for each block. */
    INT8_BLOCK;

    /**
     * The format of a state.
     *
     * @param isDouble whether the tensor is computed in double
     */
    public static Format of(Storage storage, boolean isDouble) {
        return switch (storage) {
            case SAME -> isDouble ? FLOAT64 : FLOAT32;
            case FLOAT32 -> FLOAT32;
            case BFLOAT16 -> BFLOAT16;
            case FLOAT16 -> FLOAT16;
            case INT8_BLOCK -> INT8_BLOCK;
        };
    }

    /** Zeros of this format. */
    public Stream allocate(int length, Rounding rounding) {
        return switch (this) {
            case FLOAT32 -> new FloatStream(new float[length]);
            case FLOAT64 -> new DoubleStream(new double[length]);
            case BFLOAT16 -> new Bfloat16Stream(new short[length], rounding);
            case BFLOAT16_KAHAN -> new KahanStream(new short[length], new short[length]);
            case FLOAT16 -> new Float16Stream(new short[length], rounding);
            case INT8_BLOCK -> new Int8Stream(Int8Array.ofLength(length), rounding);
        };
    }

    /**
     * An array of zeros that streams of several tensors can lie in.
     *
     * @throws UnsupportedOperationException if it takes several arrays
     */
    public Object array(int length) {
        return switch (this) {
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
            case BFLOAT16, FLOAT16 -> new short[length];
            case BFLOAT16_KAHAN, INT8_BLOCK -> throw severalArrays();
        };
    }

    /**
     * Values in an array that {@link #array} made.
     *
     * @throws UnsupportedOperationException if it takes several arrays
     */
    public Stream in(Object array, int start, int length, Rounding rounding) {
        return switch (this) {
            case FLOAT32 -> new FloatStream((float[]) array, start, length);
            case FLOAT64 -> new DoubleStream((double[]) array, start, length);
            case BFLOAT16 -> new Bfloat16Stream((short[]) array, start, length, rounding);
            case FLOAT16 -> new Float16Stream((short[]) array, start, length, rounding);
            case BFLOAT16_KAHAN, INT8_BLOCK -> throw severalArrays();
        };
    }

    private UnsupportedOperationException severalArrays() {
        return new UnsupportedOperationException(this + " takes several arrays");
    }

    /** How many bytes that many values take. */
    public long bytes(int length) {
        return switch (this) {
            case FLOAT32, BFLOAT16_KAHAN -> 4L * length;
            case FLOAT64 -> 8L * length;
            case BFLOAT16, FLOAT16 -> 2L * length;
            case INT8_BLOCK -> length + 4L * Int8Block.blocks(length);
        };
    }
}
