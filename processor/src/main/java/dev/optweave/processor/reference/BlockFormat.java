package dev.optweave.processor.reference;

import dev.optweave.State.Rounding;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Eight bits for each element and one unit for each block of 256: code c stands for about the
 * fourth power of its place among the codes, times the unit.
 *
 * @param values the floats of one block
 * @param signed whether any of them has its sign bit set, so that one bit of each code is the sign
 * @param maxBits the bits of the largest magnitude
 */
record BlockFormat(float[] values, boolean signed, int maxBits) {

    private static final int BLOCK = 256;
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int INFINITE = 0x7f800000;

    /** What makes the quarter of a float's bits the bits of about its fourth root. */
    private static final int ROOT_OFFSET = 0x2FA00000;

    private static BlockFormat of(float[] block) {
        boolean signed = false;
        int maxBits = 0;
        for (float x : block) {
            int bits = Float.floatToRawIntBits(x);
            signed |= bits < 0;
            maxBits = Math.max(maxBits, bits & MAGNITUDE);
        }
        return new BlockFormat(block, signed, maxBits);
    }

    /** What is read after an array has been stored. */
    static float[] stored(float[] values, Rounding rounding, IntUnaryOperator randomBits) {
        float[] stored = new float[values.length];
        for (int start = 0; start < values.length; start += BLOCK) {
            int end = Math.min(start + BLOCK, values.length);
            BlockFormat block = of(Arrays.copyOfRange(values, start, end));
            for (int i = start; i < end; i++) {
                stored[i] = block.stored(i - start, rounding, randomBits.applyAsInt(i));
            }
        }
        return stored;
    }

    private float stored(int i, Rounding rounding, int randomBits) {
        float unit = unit();
        if (maxBits >= INFINITE || Float.isInfinite(unit)) {
            return Float.NaN;
        }
        int code =
                switch (rounding) {
                    case NEAREST -> nearest(relative(i));
                    case STOCHASTIC -> stochastic(relative(i), randomBits);
                };
        int bits = Float.floatToRawIntBits(values[i]);
        // a value other than zero never becomes zero
        int kept = (bits & MAGNITUDE) == 0 ? code : Math.max(code, 1);
        float magnitude = magnitude(kept) * unit;
        return bits < 0 ? -magnitude : magnitude;
    }

    private int codes() {
        return signed ? 128 : 256;
    }

    /** The number from which on a float's last digit is worth one code. */
    private float base() {
        return signed ? 65536f : 32768f;
    }

    /** What the code after the last would stand for: the largest value has the last code. */
    private float unit() {
        float inverse = signed ? 1f / 0.96875f : 1f / 0.984375f;
        int product = Float.floatToRawIntBits(Float.intBitsToFloat(maxBits) * inverse);
        // above the largest also where that is so small that the product rounds to it
        return maxBits == 0 ? 0 : Float.intBitsToFloat(Math.max(product, maxBits + 1));
    }

    /** A magnitude in units; tiny units are lifted, as their reciprocal would be infinite. */
    private float relative(int i) {
        if (maxBits == 0) {
            return 0;
        }
        float unit = unit();
        float lift = unit < 0x1p-60f ? 0x1p64f : 1f;
        float inverse = 1f / (unit * lift);
        return (Math.abs(values[i]) * lift) * inverse;
    }

    /** About the fourth root of a number below one. */
    private static float root(float relative) {
        return Float.intBitsToFloat((Float.floatToRawIntBits(relative) >>> 2) + ROOT_OFFSET);
    }

    private int nearest(float relative) {
        return Float.floatToRawIntBits(root(relative) + base()) & 0xff;
    }

    private int stochastic(float relative, int randomBits) {
        int top = codes() - 1;
        int below = Math.min((int) (root(relative) * codes()), top);
        float low = magnitude(below);
        float high = magnitude(below + 1);
        float uniform = (randomBits >>> 8) * 0x1p-24f;
        return below < top && uniform * (high - low) < relative - low ? below + 1 : below;
    }

    /** What a code stands for, in units. */
    private float magnitude(int code) {
        float root = (base() + code * (1f / codes())) - base();
        int bits = Math.max(Float.floatToRawIntBits(root) - ROOT_OFFSET, 0);
        return Float.intBitsToFloat(bits << 2);
    }
}
