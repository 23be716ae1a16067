package dev.optweave.runtime.internal.storage;

/** Half-precision floats, the binary16 of IEEE 754. */
public final class Float16Bits {

    private static final int INFINITE = 0x7f800000;

    /** The bits of 65536, the first power of two beyond the format. */
    private static final int OVERFLOW = 0x47800000;

    /** The bits of 2^-14, the least normal number. */
    private static final int LEAST_NORMAL = 0x38800000;

    /** The difference of the exponents' biases, in place. */
    private static final int BIAS = 0x38000000;

    private static final float SUBNORMAL_STEP = 0x1p-24f;

    private Float16Bits() {}

    /** The float of the same value. */
    public static float decode(short bits) {
        int sign = (bits & 0x8000) << 16;
        int rest = (bits & 0x7fff) << 13;
        if (rest < 0x00800000) {
            float magnitude = (bits & 0x3ff) * SUBNORMAL_STEP;
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude));
        }
        return Float.intBitsToFloat(
                sign | (rest >= 0x0f800000 ? INFINITE | rest & 0x7fffff : rest + BIAS));
    }

    /** The nearest, ties to even; what is too large becomes infinite, NaN a quiet NaN. */
    public static short nearest(float x) {
        int bits = Float.floatToRawIntBits(x);
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= OVERFLOW) {
            return beyond(bits);
        }
        if (magnitude < LEAST_NORMAL) {
            // Numbers from 0.5 to 1 are as far apart as subnormal halves are.
            float shifted = Float.intBitsToFloat(magnitude) + 0.5f;
            return signed(bits, Float.floatToRawIntBits(shifted) - 0x3f000000);
        }
        return signed(bits, magnitude + 0xfff + (magnitude >>> 13 & 1) - BIAS >>> 13);
    }

    /** One of both neighbours, so that the mean over all random bits is x. */
    public static short stochastic(float x, int random) {
        int bits = Float.floatToRawIntBits(x);
        int magnitude = bits & 0x7fffffff;
        if (magnitude >= OVERFLOW) {
            return beyond(bits);
        }
        if (magnitude < LEAST_NORMAL) {
            float steps = Float.intBitsToFloat(magnitude) * 0x1p24f;
            int floor = (int) steps;
            return signed(bits, Philox.uniform(random) < steps - floor ? floor + 1 : floor);
        }
        return signed(bits, magnitude + (random & 0x1fff) - BIAS >>> 13);
    }

    private static short beyond(int bits) {
        boolean isNan = (bits & 0x7fffffff) > INFINITE;
        return signed(bits, isNan ? 0x7e00 | (bits & 0x7fffff) >>> 13 : 0x7c00);
    }

    private static short signed(int bits, int magnitude) {
        return (short) (bits >>> 16 & 0x8000 | magnitude);
    }
}
