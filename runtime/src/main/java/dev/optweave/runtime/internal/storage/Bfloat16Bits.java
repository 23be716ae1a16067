package dev.optweave.runtime.internal.storage;

/** Brain floats: the upper half of a float's bits. */
public final class Bfloat16Bits {

    private Bfloat16Bits() {}

    /** The float with these bits above sixteen zeros. */
    public static float decode(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    /** The nearest, ties to even; what is too large becomes infinite, NaN a quiet NaN. */
    public static short nearest(float x) {
        int bits = Float.floatToRawIntBits(x);
        if (x != x) {
            return (short) (bits >>> 16 | 0x40);
        }
        return (short) (bits + 0x7fff + (bits >>> 16 & 1) >>> 16);
    }

    /** One of both neighbours, so that the mean over all random bits is x. */
    public static short stochastic(float x, int random) {
        int bits = Float.floatToRawIntBits(x);
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= 0x7f800000) {
            return (short) (bits >>> 16 | (magnitude > 0x7f800000 ? 0x40 : 0));
        }
        return (short) (bits + (random & 0xffff) >>> 16);
    }

    /** The part of x that {@code stored} lost, as a brain float; 0 where that is not finite. */
    public static short companion(float x, short stored) {
        return (stored & 0x7f80) == 0x7f80 ? 0 : nearest(x - decode(stored));
    }
}
