package dev.optweave.runtime;

import dev.optweave.runtime.internal.storage.Bfloat16Bits;

/**
 * Brain floats: the sign, the exponent and the upper 7 bits of the fraction of a {@code float}, in
 * a {@code short}. They reach as far as floats do, with two to three decimal digits.
 */
public final class BFloat16 {

    private BFloat16() {}

    /** The float of the same value. */
    public static float toFloat(short bits) {
        return Bfloat16Bits.decode(bits);
    }

    /** The nearest brain float, ties to even. What is too large becomes infinite; NaN stays NaN. */
    public static short fromFloat(float value) {
        return Bfloat16Bits.nearest(value);
    }

    /** The floats of the same values, in a new array. */
    public static float[] toFloats(short[] bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = toFloat(bits[i]);
        }
        return values;
    }

    /** The nearest brain floats, as {@link #fromFloat(float)} gives them, in a new array. */
    public static short[] fromFloats(float[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = fromFloat(values[i]);
        }
        return bits;
    }
}
