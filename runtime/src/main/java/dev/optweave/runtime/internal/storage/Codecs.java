package dev.optweave.runtime.internal.storage;

/**
 * Moves values between a format and floats: {@code count} values of a stored array, from the one at
 * {@code at}, and the first {@code count} of an array of floats. {@code at} is a multiple of {@link
 * Int8Block#BLOCK}; what has blocks is stored in whole ones. All implementations give the same
 * bits.
 */
public interface Codecs {

    /** Plain Java, which every other implementation is tested against. */
    Codecs SCALAR = new ScalarCodecs();

    /** Widens brain floats. */
    void loadBfloat16(short[] stored, int at, float[] values, int count);

    /** Rounds to the nearest brain float. */
    void storeBfloat16(short[] stored, int at, float[] values, int count);

    /** Rounds to a brain float at random. */
    void storeBfloat16(short[] stored, int at, float[] values, int count, int[] random);

    /** Adds brain floats and their companions. */
    void loadKahan(short[] stored, short[] companion, int at, float[] values, int count);

    /** Rounds to the nearest brain float and keeps what that lost. */
    void storeKahan(short[] stored, short[] companion, int at, float[] values, int count);

    /** Widens half-precision floats. */
    void loadFloat16(short[] stored, int at, float[] values, int count);

    /** Rounds to the nearest half-precision float. */
    void storeFloat16(short[] stored, int at, float[] values, int count);

    /** Rounds to a half-precision float at random. */
    void storeFloat16(short[] stored, int at, float[] values, int count, int[] random);

    /** Decodes blocks of eight-bit codes. */
    void loadInt8(Int8Array stored, int at, float[] values, int count);

    /** Gives the blocks of eight-bit codes the units of values that will be stored there. */
    void measureInt8(Int8Array stored, int at, float[] values, int count);

    /** Rounds to the nearest codes of blocks that have their units. */
    void storeInt8(Int8Array stored, int at, float[] values, int count);

    /** Rounds to codes at random, of blocks that have their units. */
    void storeInt8(Int8Array stored, int at, float[] values, int count, int[] random);

    /** The random words of the values from the one at {@code at}. */
    void random(Draw draw, int at, int[] words, int count);
}
