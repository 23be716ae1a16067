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
