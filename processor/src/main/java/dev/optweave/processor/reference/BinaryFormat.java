package dev.optweave.processor.reference;

import dev.optweave.State.Rounding;

/**
 * A binary floating-point format narrower than a float, with gradual underflow and infinities.
 *
 * @param fraction the digits after the leading one
 * @param smallestExponent the exponent of the smallest normal value
 * @param overflow the power of two that is too large
 */
record BinaryFormat(int fraction, int smallestExponent, double overflow) {

    static final BinaryFormat BFLOAT16 = new BinaryFormat(7, -126, 0x1p128);
    static final BinaryFormat FLOAT16 = new BinaryFormat(10, -14, 0x1p16);

    private static final int FLOAT_FRACTION = 23;

    /** A float rounded to the nearest value of the format, ties to even. */
    float nearest(float x) {
        if (!Float.isFinite(x)) {
            return x;
        }
        return withSign(Math.rint(Math.abs(x) / spacing(x)) * spacing(x), x);
    }

    /**
     * A float rounded to one of the two values of the format beside it.
     *
     * @param bits 32 random bits
     */
    float stochastic(float x, int bits) {
        if (!Float.isFinite(x)) {
            return x;
        }
        double exact = Math.abs(x) / spacing(x);
        double below = Math.floor(exact);
        double value = roundsUp(x, exact - below, bits) ? below + 1 : below;
        return withSign(value * spacing(x), x);
    }

    float round(float x, Rounding rounding, int bits) {
        return switch (rounding) {
            case NEAREST -> nearest(x);
            case STOCHASTIC -> stochastic(x, bits);
        };
    }

    /**
     * Whether a value goes up that lies that far between its neighbours. As many of the lowest
     * random bits count as digits are dropped, so that a fraction of k/2^n goes up for k of 2^n;
     * below the smallest normal half a uniform number of 24 bits decides, as more digits are
     * dropped there.
     */
    private boolean roundsUp(float x, double fractionAbove, int bits) {
        boolean subnormal = Math.abs(x) < Math.scalb(1.0, smallestExponent);
        if (subnormal && smallestExponent > Float.MIN_EXPONENT) {
            return (bits >>> 8) * 0x1p-24 < fractionAbove;
        }
        int dropped = 1 << (FLOAT_FRACTION - fraction);
        return fractionAbove * dropped + (bits & (dropped - 1)) >= dropped;
    }

    /** How far apart the values of the format are around a float. */
    private double spacing(float x) {
        // of zero and of subnormal floats the exponent is below any normal one
        int exponent = Math.max(Math.getExponent(x), smallestExponent);
        return Math.scalb(1.0, exponent - fraction);
    }

    private float withSign(double magnitude, float x) {
        double value = magnitude >= overflow ? Double.POSITIVE_INFINITY : magnitude;
        return (float) Math.copySign(value, x);
    }
}
