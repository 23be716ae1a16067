package dev.optweave.runtime.internal.storage;

/**
 * Values in eight bits each, as {@link Int8Block} defines them.
 *
 * @param codes a code for each value
 * @param units a unit for each block
 */
public record Int8Array(byte[] codes, float[] units) {

    /** Zeros. */
    public static Int8Array ofLength(int length) {
        return new Int8Array(new byte[length], new float[Int8Block.blocks(length)]);
    }

    /** How many values the block has that begins at this one. */
    public int blockLength(int at) {
        return Int8Block.length(codes, at);
    }
}
