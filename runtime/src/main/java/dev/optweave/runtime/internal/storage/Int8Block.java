package dev.optweave.runtime.internal.storage;

import java.util.Arrays;

/**
 * Eight bits an element, and one float, the unit, for each {@link #BLOCK} elements. A code c stands
 * for about (c / 256)^4 units in a block without a sign, (c / 128)^4 in one with signs: the fourth
 * power comes from shifting a float's exponent, so that it costs no root. Codes span 2^-32 to 1, in
 * steps that become narrower towards 0.
 *
 * <p>The sign bit of a unit tells whether the codes of its block have a sign. A block with a value
 * that is not finite, or too large for a unit, has the unit NaN and is read as NaN.
 */
public final class Int8Block {

    /** How many elements share a unit. */
    public static final int BLOCK = 256;

    /** What the largest magnitude of a block with signs is in units: what the code 127 means. */
    static final float SIGNED_TOP = 0.96875f;

    /** What the largest magnitude of a block without signs is in units: what 255 means. */
    static final float UNSIGNED_TOP = 0.984375f;

    /** A float whose last place counts codes with a sign. */
    public static final float SIGNED_BASE = 65536f;

    /** A float whose last place counts codes without a sign. */
    public static final float UNSIGNED_BASE = 32768f;

    /** What a quarter of a float's bits lacks to those of about its fourth root. */
    public static final int SHIFT = 0x2FA00000;

    /**
     * 95 exponents below {@link #SIGNED_BASE}. A quarter of the bits of twice a magnitude in units
     * are the bits of its root, as far below, if that is no subnormal number. So codes come from
     * adding this to it, and go back to a quarter of the bits of twice what they mean by
     * subtracting it, without {@link #SHIFT}, and with 0 for the code 0.
     */
    public static final float LOW_SIGNED_BASE = SIGNED_BASE * 0x1p-95f;

    /** As far below {@link #UNSIGNED_BASE}. */
    public static final float LOW_UNSIGNED_BASE = UNSIGNED_BASE * 0x1p-95f;

    /** The bits of infinity. */
    public static final int INFINITE = 0x7f800000;

    /** What the codes of magnitudes mean in units: with a sign, and without. */
    private static final float[] SIGNED = meanings(true);

    private static final float[] UNSIGNED = meanings(false);

    private Int8Block() {}

    /** How many blocks that many elements fill, the last one perhaps in part. */
    public static int blocks(int length) {
        return (int) (((long) length + BLOCK - 1) / BLOCK);
    }

    /** How many of these codes the block has that begins at the element {@code at}. */
    static int length(byte[] codes, int at) {
        return Math.min(BLOCK, codes.length - at);
    }

    /** What a magnitude's code means in units; one beyond the largest, 1. */
    private static float[] meanings(boolean signed) {
        int count = signed ? 129 : 257;
        float base = signed ? SIGNED_BASE : UNSIGNED_BASE;
        float[] meanings = new float[count];
        for (int code = 0; code < count; code++) {
            float root = base + code * (1f / (count - 1)) - base;
            int bits = Float.floatToRawIntBits(root) - SHIFT;
            meanings[code] = Float.intBitsToFloat(Math.max(bits, 0) << 2);
        }
        return meanings;
    }

    /** The value of a code in a block of that unit. */
    public static float decode(byte code, float unit) {
        int unitBits = Float.floatToRawIntBits(unit);
        float scale = Float.intBitsToFloat(unitBits & 0x7fffffff);
        if (unitBits >= 0) {
            return UNSIGNED[code & 0xff] * scale;
        }
        int bits = Float.floatToRawIntBits(SIGNED[code & 0x7f] * scale);
        return Float.intBitsToFloat(bits | (code & 0x80) << 24);
    }

    /**
     * The unit for a block, with its sign bit if the block has signs; NaN if it cannot be stored.
     *
     * @param largest the bits of the block's largest magnitude
     * @param signed whether any value has a sign, be it a zero's
     */
    public static float unit(int largest, boolean signed) {
        if (largest == 0) {
            return signed ? -0f : 0f;
        }
        float inverse = signed ? 1f / SIGNED_TOP : 1f / UNSIGNED_TOP;
        int product = Float.floatToRawIntBits(Float.intBitsToFloat(largest) * inverse);
        // Above the largest also where that is so small that the product rounds to it.
        float unit = Float.intBitsToFloat(Math.max(product, largest + 1));
        if (largest >= INFINITE || unit == Float.POSITIVE_INFINITY) {
            return Float.NaN;
        }
        return signed ? -unit : unit;
    }

    /**
     * Gives the block that begins at the element {@code at} the unit of its values.
     *
     * @param values the block's values, from {@code from}
     */
    public static void measure(Int8Array stored, int at, float[] values, int from) {
        stored.units()[at / BLOCK] = unit(values, from, stored.blockLength(at));
    }

    /**
     * Encodes the block that begins at the element {@code at}.
     *
     * @param codes a code for each element
     * @param units a unit for each block
     * @param values the block's values, from {@code from}
     */
    public static void nearest(byte[] codes, float[] units, int at, float[] values, int from) {
        int count = length(codes, at);
        float unit = units[at / BLOCK];
        if (unit != unit) {
            Arrays.fill(codes, at, at + count, (byte) 0);
            return;
        }
        boolean signed = Float.floatToRawIntBits(unit) < 0;
        float base = signed ? SIGNED_BASE : UNSIGNED_BASE;
        int signMask = signed ? 0x80 : 0;
        float lift = lift(unit);
        float inverse = inverse(unit, lift);
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(values[from + i]);
            int magnitude = bits & 0x7fffffff;
            float relative = Float.intBitsToFloat(magnitude) * lift * inverse;
            int code = Float.floatToRawIntBits(root(relative) + base) & 0xff;
            code = Math.max(code, Math.min(magnitude, 1));
            codes[at + i] = (byte) (bits >>> 24 & signMask | code);
        }
    }

    /**
     * Encodes the block that begins at the element {@code at} and has its unit, each magnitude as
     * one of both neighbours, so that the mean over all random bits is the value. Only what lies
     * below the least code but 0 is at least that code, as in {@link #nearest}.
     *
     * @param values the block's values, from {@code from}
     * @param random the block's random words, from {@code from}
     */
    static void stochastic(Int8Array stored, int at, float[] values, int from, int[] random) {
        int count = stored.blockLength(at);
        float unit = stored.units()[at / BLOCK];
        byte[] codes = stored.codes();
        if (unit != unit) {
            Arrays.fill(codes, at, at + count, (byte) 0);
            return;
        }
        boolean signed = Float.floatToRawIntBits(unit) < 0;
        float[] meanings = signed ? SIGNED : UNSIGNED;
        int top = meanings.length - 2;
        int signMask = signed ? 0x80 : 0;
        float lift = lift(unit);
        float inverse = inverse(unit, lift);
        for (int i = 0; i < count; i++) {
            int bits = Float.floatToRawIntBits(values[from + i]);
            int magnitude = bits & 0x7fffffff;
            float relative = Float.intBitsToFloat(magnitude) * lift * inverse;
            int code = Math.min((int) (root(relative) * (top + 1)), top);
            float below = meanings[code];
            float step = meanings[code + 1] - below;
            if (code < top && Philox.uniform(random[from + i]) * step < relative - below) {
                code++;
            }
            code = Math.max(code, Math.min(magnitude, 1));
            codes[at + i] = (byte) (bits >>> 24 & signMask | code);
        }
    }

    private static float unit(float[] values, int from, int count) {
        int largest = 0;
        int signs = 0;
        for (int i = from; i < from + count; i++) {
            int bits = Float.floatToRawIntBits(values[i]);
            largest = Math.max(largest, bits & 0x7fffffff);
            signs |= bits;
        }
        return unit(largest, signs < 0);
    }

    /** What keeps the inverse of a small unit finite. */
    public static float lift(float unit) {
        return Math.abs(unit) < 0x1p-60f ? 0x1p64f : 1f;
    }

    /** The factor from lifted magnitudes to units; 0 where all magnitudes are. */
    public static float inverse(float unit, float lift) {
        return unit == 0 ? 0 : 1f / (Math.abs(unit) * lift);
    }

    /** About the fourth root of a number from 0 to 1; of 0 about 2^-32, which rounds to 0. */
    private static float root(float relative) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(relative) >>> 2) + SHIFT);
    }
}
