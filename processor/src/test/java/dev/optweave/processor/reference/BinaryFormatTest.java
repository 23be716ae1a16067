package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinaryFormatTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0x1.01p0, 0x1.00p0", // ties go to even
        "0x1.03p0, 0x1.04p0",
        "0x1.010002p0, 0x1.02p0",
        "-0x1.03p0, -0x1.04p0",
        "0x1.fep127, 0x1.fep127", // the largest
        "0x1.fefffep127, 0x1.fep127",
        "0x1.ffp127, Infinity",
        "0x1p-133, 0x1p-133", // the smallest
        "0x1p-134, 0",
        "0x1.8p-134, 0x1p-133",
        "0x1.8p-133, 0x1p-132",
        "-0, -0",
        "-Infinity, -Infinity",
        "NaN, NaN"
    })
    void brainFloatsAreRoundedToNearest(float x, Float expected) {
        assertThat(BinaryFormat.BFLOAT16.nearest(x)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "0x1.002p0, 0x1p0", // ties go to even
        "0x1.006p0, 0x1.008p0",
        "0x1.002002p0, 0x1.004p0",
        "65504, 65504", // the largest
        "65519.996, 65504",
        "65520, Infinity",
        "-65536, -Infinity",
        "1e30, Infinity",
        "0x1p-14, 0x1p-14",
        "0x1.ff8p-15, 0x1.ff8p-15", // the largest subnormal one is 1023 * 2^-24
        "0x1.ffcp-15, 0x1p-14",
        "0x1.ffep-15, 0x1p-14",
        "0x1p-24, 0x1p-24", // the smallest
        "0x1p-25, 0",
        "0x1.000002p-25, 0x1p-24",
        "0x1.8p-24, 0x1p-23",
        "-1e-30, -0",
        "1e-45, 0",
        "NaN, NaN"
    })
    void halfFloatsAreRoundedToNearest(float x, Float expected) {
        assertThat(BinaryFormat.FLOAT16.nearest(x)).isEqualTo(expected);
    }

    /** Every brain float is the upper half of a float's bits, and rounding goes to the nearer. */
    @Test
    void everyBrainFloatIsKeptAndTheMiddleGoesToTheEvenOne() {
        for (int code = 0; code < 0x7f80; code++) {
            requireNearest(
                    BinaryFormat.BFLOAT16,
                    Float.intBitsToFloat(code << 16),
                    Float.intBitsToFloat((code + 1) << 16),
                    code % 2 == 0);
        }
    }

    @Test
    void everyHalfFloatIsKeptAndTheMiddleGoesToTheEvenOne() {
        for (int code = 0; code < 0x7c00; code++) {
            requireNearest(BinaryFormat.FLOAT16, half(code), half(code + 1), code % 2 == 0);
        }
    }

    /** What sign-less code stands for: five digits of exponent, ten of fraction. */
    private static float half(int code) {
        int exponent = code >>> 10;
        int fraction = code & 0x3ff;
        return exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (1024 + fraction), exponent - 25);
    }

    private static void requireNearest(
            BinaryFormat format, float low, float high, boolean lowIsEven) {
        // beyond the largest value comes what would be the next power of two
        double above = Float.isInfinite(high) ? format.overflow() : high;
        float middle = (float) ((low + above) / 2);
        float next = above >= format.overflow() ? Float.POSITIVE_INFINITY : high;
        assertThat(format.nearest(low)).isEqualTo(low);
        assertThat(format.nearest(middle)).isEqualTo(lowIsEven ? low : next);
        assertThat(format.nearest(-middle)).isEqualTo(lowIsEven ? -low : -next);
        assertThat(format.nearest(Math.nextDown(middle))).isEqualTo(low);
        assertThat(format.nearest(Math.nextUp(middle))).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({"0x1p0, 1", "0x1p-126, 1", "0x0p0, 1", "0x1p0, 30000", "0x1p127, 65535"})
    void asManyRandomNumbersGoUpAsTheShareOfTheDroppedDigits(float low, int share) {
        float x = Float.intBitsToFloat(Float.floatToRawIntBits(low) + share);
        float high = Float.intBitsToFloat(Float.floatToRawIntBits(low) + 0x10000);
        int ups = 0;
        for (int bits = 0; bits < 0x10000; bits++) {
            float rounded = BinaryFormat.BFLOAT16.stochastic(x, bits | 0xabcd0000);
            assertThat(rounded).isIn(low, high);
            ups += rounded == high ? 1 : 0;
        }
        assertThat(ups).isEqualTo(share);
    }

    @Test
    void halfFloatsGoUpByTheLowestThirteenBits() {
        float x = 1 + 5 * 0x1p-23f;

        assertThat(BinaryFormat.FLOAT16.stochastic(x, 0x1fff - 5)).isEqualTo(1);
        assertThat(BinaryFormat.FLOAT16.stochastic(x, 0x2000 - 5)).isEqualTo(1 + 0x1p-10f);
        assertThat(BinaryFormat.FLOAT16.stochastic(-x, 0x2000 - 5)).isEqualTo(-1 - 0x1p-10f);
        assertThat(BinaryFormat.FLOAT16.stochastic(65504, 0x1fff)).isEqualTo(65504);
        assertThat(BinaryFormat.FLOAT16.stochastic(65505, 0x1fff)).isInfinite();
        assertThat(BinaryFormat.FLOAT16.stochastic(65505, 0)).isEqualTo(65504);
    }

    @Test
    void subnormalHalfFloatsGoUpByAUniformNumber() {
        float quarter = 0x1p-26f;

        assertThat(BinaryFormat.FLOAT16.stochastic(quarter, 0)).isEqualTo(0x1p-24f);
        assertThat(BinaryFormat.FLOAT16.stochastic(quarter, 0x3fffffff)).isEqualTo(0x1p-24f);
        assertThat(BinaryFormat.FLOAT16.stochastic(quarter, 0x40000000)).isZero();
        assertThat(BinaryFormat.FLOAT16.stochastic(-quarter, 0x40000000)).isEqualTo(-0f);
        assertThat(BinaryFormat.FLOAT16.stochastic(5 * 0x1p-24f, 0)).isEqualTo(5 * 0x1p-24f);
    }

    @ParameterizedTest
    @CsvSource({"Infinity", "-Infinity", "NaN"})
    void nothingRandomHappensToWhatIsNotFinite(Float x) {
        assertThat(BinaryFormat.BFLOAT16.stochastic(x, -1)).isEqualTo(x);
        assertThat(BinaryFormat.FLOAT16.stochastic(x, -1)).isEqualTo(x);
    }

    @Test
    void theLargestBrainFloatsRoundUpToInfinity() {
        assertThat(BinaryFormat.BFLOAT16.stochastic(Float.MAX_VALUE, 1)).isInfinite();
        assertThat(BinaryFormat.BFLOAT16.stochastic(Float.MAX_VALUE, 0)).isEqualTo(0x1.fep127f);
    }
}
