package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.optweave.State.Rounding;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockFormatTest {

    /** The last code of 256 stands for 63/64 of the unit, the last of 128 for 31/32. */
    private static final float UNSIGNED_UNIT = 1f / 0.984375f;

    private static final float SIGNED_UNIT = 1f / 0.96875f;

    private static float[] nearest(float... values) {
        return BlockFormat.stored(values, Rounding.NEAREST, element -> 0);
    }

    @Test
    void codesAreSpacedLikeFourthRoots() {
        // codes 128, 64, 32 and 16 of 256 are halves of halves, whose fourth powers are powers of
        // two
        float[] powers = {1, 0x1p-4f, 0x1p-8f, 0x1p-12f, 0x1p-16f};
        for (int i = 1; i < powers.length; i++) {
            powers[i] *= UNSIGNED_UNIT;
        }

        assertThat(nearest(powers)).containsExactly(powers, within(1e-7f));
        assertThat(nearest(powers)[4]).isCloseTo(powers[4], within(1e-11f));
    }

    @Test
    void theSmallestCodeTakesWhatWouldBeZero() {
        float smallest = 0x1p-32f * UNSIGNED_UNIT;

        assertThat(nearest(1, 1e-20f, Float.MIN_VALUE, 0))
                .containsExactly(new float[] {1, smallest, smallest, 0}, within(1e-17f));
    }

    @Test
    void aBlockWithASignHasHalfTheCodes() {
        float smallest = 0x1p-28f * SIGNED_UNIT;

        assertThat(nearest(-1, 1e-20f, -1e-20f, 0))
                .containsExactly(new float[] {-1, smallest, -smallest, 0}, within(1e-15f));
        assertThat(Float.floatToRawIntBits(nearest(-0f, 1)[0])).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void zerosStayZeros() {
        assertThat(nearest(0, 0, 0)).containsExactly(0, 0, 0);
        assertThat(nearest(-0f, 0)).containsExactly(-0f, 0);
        assertThat(nearest()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 3.4e38f})
    void aBlockWithAValueThatHasNoUnitIsNotANumber(float value) {
        float[] values = new float[300];
        Arrays.fill(values, 1);
        values[10] = value;
        float[] stored = nearest(values);

        assertThat(stored[0]).isNaN();
        assertThat(stored[255]).isNaN();
        assertThat(stored[256]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void theSmallestOfAllBlocksKeepTheirLargest() {
        for (int bits = 1; bits < 1000; bits++) {
            float value = Float.intBitsToFloat(bits);
            assertThat(nearest(value, 0)).containsExactly(value, 0);
            assertThat(nearest(-value, 0)).containsExactly(-value, 0);
        }
    }

    @Test
    void blocksHaveUnitsOfTheirOwn() {
        float[] values = new float[257];
        Arrays.fill(values, 1e-30f);
        values[0] = 1e30f;

        float smallest = 0x1p-32f * UNSIGNED_UNIT * 1e30f;
        assertThat(nearest(values)[1]).isCloseTo(smallest, within(1e-6f * smallest));
        assertThat(nearest(values)[256]).isCloseTo(1e-30f, within(1e-36f));
    }

    @Test
    void subnormalBlocksKeepTheirValues() {
        float[] stored = nearest(1e-39f, 0.5e-39f);

        assertThat(stored[0]).isCloseTo(1e-39f, within(1e-44f));
        assertThat(stored[1]).isCloseTo(0.5e-39f, within(0.02e-39f));
    }

    @Test
    void thereAreAsManyValuesAsCodes() {
        assertThat(valuesOf(1)).hasSize(256);
        assertThat(valuesOf(-1)).hasSize(128);
    }

    /** What values between 2^-36 and 1 are stored as, in blocks that start with a given value. */
    private static Set<Float> valuesOf(float first) {
        Set<Float> found = new HashSet<>(Set.of(0f));
        for (float x = 0x1p-36f; x < 1; x *= 1.001f) {
            found.add(nearest(first, x)[1]);
        }
        found.add(nearest(first, 1)[1]);
        return found;
    }

    @Test
    void theNearerCodeIsTakenOnTheScaleOfRoots() {
        for (float x = 1e-6f; x < 1; x *= 1.01f) {
            float stored = nearest(1, x)[1];
            // codes are 1/256 apart in the root, which goes with the quarter of the error
            double bound = 2.2 * 2 / 256 / Math.sqrt(Math.sqrt(x)) * x;
            assertThat(stored).isCloseTo(x, within((float) bound));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {0.9f, 0.3f, 1e-3f, 1e-6f, 1e-8f})
    void roundingAtRandomKeepsTheMean(float x) {
        for (float first : new float[] {1, -1}) {
            double sum = 0;
            Set<Float> found = new HashSet<>();
            int tries = 4096;
            for (int i = 0; i < tries; i++) {
                int bits = i << 20; // all uniform numbers of twelve bits
                float stored =
                        BlockFormat.stored(
                                new float[] {first, x}, Rounding.STOCHASTIC, element -> bits)[1];
                sum += stored;
                found.add(stored);
            }
            float low = found.stream().min(Float::compare).orElseThrow();
            float high = found.stream().max(Float::compare).orElseThrow();
            assertThat(found).hasSize(2);
            assertThat(low).isLessThanOrEqualTo(x);
            assertThat(high).isGreaterThanOrEqualTo(x);
            assertThat(sum / tries).isCloseTo(x, within((double) (high - low) / tries + 1e-6 * x));
        }
    }

    @Test
    void theLargestValueIsNeverRoundedUpAtRandom() {
        for (int bits : new int[] {0, 0x7fffffff, -1}) {
            float[] values = {1, 0.5f};
            float[] stored = BlockFormat.stored(values, Rounding.STOCHASTIC, element -> bits);
            assertThat(stored[0]).isLessThanOrEqualTo(1 + 1e-6f);
        }
    }

    @Test
    void whatIsBelowTheSmallestCodeIsNotRoundedToZeroAtRandom() {
        float[] values = {1, 1e-11f};
        float[] stored = BlockFormat.stored(values, Rounding.STOCHASTIC, element -> -1);

        assertThat(stored[1]).isCloseTo(0x1p-32f * UNSIGNED_UNIT, within(1e-15f));
    }
}
