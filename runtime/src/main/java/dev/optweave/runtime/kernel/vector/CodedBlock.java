package dev.optweave.runtime.kernel.vector;

import dev.optweave.runtime.internal.storage.Int8Block;

/**
 * A block of eight-bit codes that a vector loop works on, one after another of a tensor: codes are
 * decoded as they are loaded; values that are stored are kept until the block is encoded, since all
 * of them decide on its unit.
 */
public final class CodedBlock {

    /** The loop's index of the tensor's first code. */
    static final int ORIGIN = 16;

    /** The bits of a code that are its magnitude. */
    static final int MAGNITUDE = 17;

    /** The bits of the float whose last place codes count. */
    static final int BASE = 18;

    /** The bits of the magnitude of the block's unit. */
    static final int UNIT = 19;

    /** The sign bit, if codes have signs. */
    static final int SIGN = 20;

    /** What to subtract from the loop's index to get a place among the values. */
    static final int FIRST_VALUE = 21;

    /** How many floats or ints fill a cache line. */
    private static final int LINE = 16;

    private static final int SIGNED_BASE = Float.floatToRawIntBits(Int8Block.SIGNED_BASE);
    private static final int UNSIGNED_BASE = Float.floatToRawIntBits(Int8Block.UNSIGNED_BASE);

    /**
     * Both arrays are written block by block. What is used of them lies a cache line from their
     * ends, since the collector may place beside them what another thread writes.
     */
    final int[] decoding = new int[3 * LINE];

    final float[] values = new float[2 * LINE + Int8Block.BLOCK];

    byte[] codes = new byte[0];
    private float[] units = new float[0];

    /** A block of no tensor yet. */
    public CodedBlock() {}

    /**
     * Turns to a tensor.
     *
     * @param newCodes a code for each element
     * @param newUnits a unit for each block of 256 elements, the last of which may be shorter
     */
    public void turnTo(byte[] newCodes, float[] newUnits) {
        codes = newCodes;
        units = newUnits;
    }

    /**
     * Lets loops load and store the block that begins at this element of the tensor.
     *
     * @param origin how loops count the tensor's first element
     */
    public void moveTo(int element, int origin) {
        int unit = Float.floatToRawIntBits(units[element / Int8Block.BLOCK]);
        boolean signed = unit < 0;
        decoding[ORIGIN] = origin;
        decoding[MAGNITUDE] = signed ? 0x7f : 0xff;
        decoding[BASE] = signed ? SIGNED_BASE : UNSIGNED_BASE;
        decoding[UNIT] = unit & 0x7fffffff;
        decoding[SIGN] = signed ? 0x80000000 : 0;
        decoding[FIRST_VALUE] = origin + element - LINE;
    }

    /** The tensor's codes, one for each element. */
    public byte[] codes() {
        return codes;
    }

    /** The tensor's units, one for each block. */
    public float[] units() {
        return units;
    }

    /** What loops have stored, from {@link #firstValue}. */
    public float[] values() {
        return values;
    }

    /** Where the values of the block begin. */
    public static int firstValue() {
        return LINE;
    }
}
