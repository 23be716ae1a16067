package dev.optweave.runtime.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Int8BlockTest {

    private static Int8Array encode(float... values) {
        Int8Array stored = Int8Array.ofLength(values.length);
        Codecs.SCALAR.measureInt8(stored, 0, values, values.length);
        Codecs.SCALAR.storeInt8(stored, 0, values, values.length);
        return stored;
    }

    private static float[] decode(Int8Array stored) {
        float[] values = new float[stored.codes().length];
        Codecs.SCALAR.loadInt8(stored, 0, values, values.length);
        return values;
    }

    /** Magnitudes from 1 down over many binades; 1 itself among them. */
    private static float[] block(Random random, int binades, boolean signed) {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.pow(2, -binades * random.nextDouble());
            values[i] *= signed && random.nextBoolean() ? -1 : 1;
        }
        values[random.nextInt(256)] = signed ? -1 : 1;
        return values;
    }

    @Test
    void codesMeanFourthPowersBetweenPowersOfSixteen() {
        float[] known = {0.984375f, 0.5f, 0.25f, 0.125f, 0x1p-4f, 0x1p-8f, 0x1p-20f, 0f};
        Int8Array stored = encode(known);
        assertThat(stored.units()).containsExactly(1f);
        assertThat(decode(stored)).containsExactly(known);
        assertThat(stored.codes())
                .containsExactly(-1, (byte) 224, (byte) 192, (byte) 160, (byte) 128, 64, 8, 0);
    }

    @Test
    void signsTakeOneBit() {
        float[] known = {-0.96875f, 0.5f, -0.25f, 0x1p-4f, -0x1p-8f, -0f, 0f};
        Int8Array stored = encode(known);
        assertThat(stored.units()).containsExactly(-1f);
        assertThat(decode(stored)).containsExactly(known);
        assertThat(stored.codes())
                .containsExactly(-1, 112, (byte) (0x80 | 96), 64, (byte) (0x80 | 32), -128, 0);
    }

    @Test
    void theRelativeErrorDoublesEveryFourBinades() {
        Random random = new Random(1);
        for (int repeat = 0; repeat < 500; repeat++) {
            for (boolean signed : new boolean[] {false, true}) {
                int groups = signed ? 4 : 5;
                float[] values = block(random, 4 * groups, signed);
                float scale = (float) Math.pow(10, random.nextInt(60) - 30);
                for (int i = 0; i < values.length; i++) {
                    values[i] *= scale;
                }
                float[] decoded = decode(encode(values));
                float unit = scale / (signed ? 0.96875f : 0.984375f);
                for (int i = 0; i < values.length; i++) {
                    double relative = Math.abs(values[i]) / unit;
                    int group = (int) Math.floor(-Math.log(relative) / Math.log(16));
                    double bound = Math.pow(2, group) / (signed ? 32 : 64) * (1 + 1e-5);
                    assertThat((double) decoded[i])
                            .isEqualTo(values[i], within(bound * Math.abs(values[i])));
                }
            }
        }
    }

    @Test
    void theLargestOfABlockIsKeptToThreeRoundings() {
        Random random = new Random(2);
        for (int repeat = 0; repeat < 2000; repeat++) {
            float largest = (float) Math.pow(10, 74 * random.nextDouble() - 37);
            for (float value : new float[] {largest, -largest}) {
                double decoded = decode(encode(0, value, value / 3))[1];
                assertThat(Math.abs(decoded / value - 1)).isLessThan(3.0001 * 0x1p-24);
            }
        }
    }

    @Test
    void encodingWhatWasDecodedKeepsTheCodes() {
        Random random = new Random(3);
        for (int repeat = 0; repeat < 500; repeat++) {
            Int8Array once = encode(block(random, 30, repeat % 2 == 0));
            Int8Array twice = encode(decode(once));
            assertThat(twice.codes()).isEqualTo(once.codes());
            float unit = once.units()[0];
            assertThat(twice.units()[0]).isEqualTo(unit, within(2 * Math.ulp(unit)));
            Int8Array many = twice;
            for (int again = 0; again < 100; again++) {
                many = encode(decode(many));
            }
            assertThat(many.units()[0]).isEqualTo(unit, within(2 * Math.ulp(unit)));
        }
    }

    @Test
    void zerosStayZerosWithTheirSigns() {
        float[] zeros = new float[300];
        assertThat(encode(zeros).codes()).containsOnly(0);
        assertThat(decode(encode(zeros))).isEqualTo(zeros);
        zeros[7] = -0f;
        assertThat(decode(encode(zeros))).isEqualTo(zeros);
        assertThat(encode(zeros).units()).containsExactly(-0f, 0f);
        assertThat(decode(Int8Array.ofLength(300))).isEqualTo(new float[300]);
    }

    @Test
    void whatIsNotZeroNeverBecomesZero() {
        float[] decoded = decode(encode(1, Float.MIN_VALUE, 1e-30f, -1e-40f, 0));
        assertThat(decoded[1]).isPositive();
        assertThat(decoded[2]).isEqualTo(decoded[1]);
        assertThat(decoded[3]).isEqualTo(-decoded[1]);
        assertThat(decoded[4]).isZero();
        assertThat(decoded[1]).isLessThan(1e-8f);
        float[] tiny = decode(encode(1, Float.MIN_VALUE));
        assertThat(tiny[1]).isEqualTo(0x1p-32f, within(1e-11f));
    }

    @Test
    void aBlockThatIsNotFiniteReadsAsNotANumber() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE}) {
            float[] values = new float[512];
            Arrays.fill(values, 3);
            values[300] = bad;
            float[] decoded = decode(encode(values));
            assertThat(Arrays.copyOf(decoded, 256)).containsOnly(decoded[0]);
            assertThat(decoded[0]).isEqualTo(3, within(1e-6f));
            assertThat(Arrays.copyOfRange(decoded, 256, 512)).containsOnly(Float.NaN);
        }
    }

    @Test
    void hugeAndSubnormalBlocksKeepTheirAccuracy() {
        float huge = Float.MAX_VALUE * 0.96f;
        float[] decoded = decode(encode(huge, -huge / 2, huge / 1000));
        assertThat(decoded[0]).isEqualTo(huge, within(huge * 1e-6f));
        assertThat(decoded[1]).isEqualTo(-huge / 2, within(huge / 64));
        assertThat(decoded[2]).isEqualTo(huge / 1000, within(huge / 1000 / 8));

        float small = Float.MIN_NORMAL / 4;
        float[] tiny = decode(encode(small, small / 2, small / 100, Float.MIN_VALUE, 0));
        assertThat(tiny[0]).isEqualTo(small, within(small * 1e-6f));
        assertThat(tiny[1]).isEqualTo(small / 2, within(small / 64));
        assertThat(tiny[2]).isEqualTo(small / 100, within(small / 100 / 16));
        assertThat(tiny[4]).isZero();
    }

    @Test
    void theSmallestOfAllBlocksKeepTheirLargest() {
        for (int bits = 1; bits < 1000; bits++) {
            float value = Float.intBitsToFloat(bits);
            assertThat(decode(encode(value, 0))).containsExactly(value, 0);
            assertThat(decode(encode(-value, 0))).containsExactly(-value, 0);
        }
    }

    @Test
    void blocksDoNotTouchEachOther() {
        for (int length : new int[] {255, 256, 257, 511, 512, 513}) {
            float[] values = new float[length];
            for (int i = 0; i < length; i++) {
                values[i] = i < 256 ? 1e-6f : i < 512 ? 100 : -1e-20f;
            }
            Int8Array stored = encode(values);
            assertThat(stored.units()).hasSize((length + 255) / 256);
            float[] decoded = decode(stored);
            for (int i = 0; i < length; i++) {
                assertThat(decoded[i]).isEqualTo(values[i], within(Math.abs(values[i]) * 1e-6f));
            }
        }
    }

    @Test
    void roundsAtRandomWithTheMeanKept() {
        Random random = new Random(4);
        for (boolean signed : new boolean[] {false, true}) {
            float[] values = block(random, signed ? 24 : 28, signed);
            double[] sums = new double[256];
            int draws = 4000;
            int[] words = new int[256];
            Int8Array stored = Int8Array.ofLength(256);
            float[] decoded = new float[256];
            for (int draw = 0; draw < draws; draw++) {
                Draw place = new Draw(draw);
                place.turnTo(0, 1, 0, 2);
                Codecs.SCALAR.random(place, 0, words, 256);
                Codecs.SCALAR.measureInt8(stored, 0, values, 256);
                Codecs.SCALAR.storeInt8(stored, 0, values, 256, words);
                Codecs.SCALAR.loadInt8(stored, 0, decoded, 256);
                for (int i = 0; i < 256; i++) {
                    sums[i] += decoded[i];
                }
            }
            for (int i = 0; i < 256; i++) {
                // A step is at most twice the largest relative error; five standard deviations.
                double relative = Math.abs(values[i]);
                double group = Math.floor(-Math.log(relative) / Math.log(16));
                double step = Math.pow(2, group) / (signed ? 16 : 32) * relative;
                double bound = 5 * 0.5 * step / Math.sqrt(draws) + 1e-6 * relative;
                assertThat(sums[i] / draws).isEqualTo(values[i], within(bound));
            }
        }
    }
}
