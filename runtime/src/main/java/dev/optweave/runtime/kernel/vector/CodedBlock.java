package dev.optweave.runtime.kernel.vector;

import dev.optweave.runtime.internal.storage.Int8Block;

/**
 * A block of eight-bit codes that a vector loop works on, one after another of a tensor: codes are
 * decoded as they are loaded; values that are stored are kept until the block is encoded, since all
 * of them decide on its unit.
 */
public final class CodedBlock {

    /** The bits of a code that are its magnitude. */
    static final int MAGNITUDE = 16;

    /** The bits of the float whose last place codes count. */
    static final int BASE = 17;

    /** The bits of what the floats that codes become are multiplied by. */
    static final int UNIT = 18;

    /** The sign bit, if codes have signs. */
    static final int SIGN = 19;

    /** The tensor's element that the block begins with. */
    static final int FIRST = 20;

    /** Whether what loops have stored is narrow. */
    private static final int NARROW = 21;

    /** How many floats or ints fill a cache line. */
    static final int LINE = 16;

    private static final int SIGNED_BASE = Float.floatToRawIntBits(Int8Block.LOW_SIGNED_BASE);
    private static final int UNSIGNED_BASE = Float.floatToRawIntBits(Int8Block.LOW_UNSIGNED_BASE);

    /** What a float's bits lose if it is halved. */
    private static final int EXPONENT = 1 << 23;

    /**
     * Both arrays are written block by block. What is used of them lies a cache line from their
     * ends, since the collector may place beside them what another thread writes.
     */
    final int[] decoding = new int[3 * LINE];

    final float[] values = new float[2 * LINE + Int8Block.BLOCK];

    byte[] codes = {};
    private float[] units = {};

    /** A block of no tensor yet. */
    public CodedBlock() {}

    /**
     * Turns to a tensor.
     *
     * @param codes a code for each element
     * @param units a unit for each block of 256 elements, the last of which may be shorter
     */
    public void turnTo(byte[] codes, float[] units) {
        this.codes = codes;
        this.units = units;
    }

    /** Lets loops load and store the block that begins at this element, which they count as 0. */
    public void moveTo(int element) {
        int unit = Float.floatToRawIntBits(units[element / Int8Block.BLOCK]);
        boolean signed = unit < 0;
        float magnitude = Float.intBitsToFloat(unit & 0x7fffffff);
        // Codes become twice what they mean, or an eighth of it over half the base. So half of a
        // unit is never subnormal, and eight times a unit never overflows.
        boolean small = magnitude < 1;
        decoding[MAGNITUDE] = signed ? 0x7f : 0xff;
        decoding[BASE] = (signed ? SIGNED_BASE : UNSIGNED_BASE) - (small ? EXPONENT : 0);
        decoding[UNIT] = Float.floatToRawIntBits(magnitude * (small ? 8f : 0.5f));
        decoding[SIGN] = signed ? 0x80000000 : 0;
        decoding[FIRST] = element;
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

    /**
     * Whether the block that loops have stored is narrow: no value is so much smaller than the
     * largest that its code would be 0.
     */
    public boolean isNarrow() {
        return decoding[NARROW] != 0;
    }

    /** Tells whether the block that loops have stored is narrow. */
    public void setNarrow(boolean narrow) {
        decoding[NARROW] = narrow ? 1 : 0;
    }
}
