package dev.optweave.runtime.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.vector.VectorCodecs;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Codecs in vectors give the bits of those in plain Java, for floats of every kind. */
class VectorCodecsTest {

    private static final int[] COUNTS = {0, 1, 15, 16, 17, 255, 256, 257, 511, 512, 3000};

    /** Blocks of like magnitudes, from the smallest to not finite, with signs and without. */
    private static float[] values(long seed, int count) {
        Random random = new Random(seed);
        float[] any = Reference.floats(seed % 2 == 0 ? 13 : 16);
        float[] values = new float[count];
        int exponent = 0;
        for (int i = 0; i < count; i++) {
            exponent = i % 256 == 0 ? random.nextInt(280) - 152 : exponent;
            float scaled = (float) (random.nextGaussian() * Math.pow(2, exponent));
            values[i] = seed % 3 == 0 ? any[random.nextInt(any.length)] : scaled;
            values[i] = seed % 4 == 1 ? Math.abs(values[i]) : values[i];
            values[i] = random.nextInt(20) == 0 ? 0 : values[i];
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"BFLOAT16", "BFLOAT16_KAHAN", "FLOAT16", "INT8_BLOCK"})
    void storeAndLoadTheSameBits(Format format) {
        for (Rounding rounding : Rounding.values()) {
            for (int seed = 0; seed < 12; seed++) {
                for (int count : COUNTS) {
                    float[] values = values(seed, count);
                    Stream scalar = format.allocate(512 + count, rounding);
                    Stream vector = format.allocate(512 + count, rounding);
                    float[] expected = passed(scalar, values, Codecs.SCALAR);
                    float[] actual = passed(vector, values, new VectorCodecs());

                    for (int i = 0; i < scalar.arrays().size(); i++) {
                        assertThat(raw(vector.arrays().get(i)))
                                .isEqualTo(raw(scalar.arrays().get(i)));
                    }
                    assertThat(bits(actual)).isEqualTo(bits(expected));
                }
            }
        }
    }

    /** Stores behind two blocks, and reads again. */
    private static float[] passed(Stream stream, float[] values, Codecs codecs) {
        Transfer transfer = new Transfer(codecs, 5, 4096);
        transfer.draw().turnTo(1, 2, 3, 2);
        stream.store(512, values, values.length, transfer);
        float[] read = new float[values.length];
        stream.load(512, read, values.length, transfer);
        return read;
    }

    /** The array, or the bits of units, which may be NaN. */
    private static Object raw(Object array) {
        return array instanceof float[] units ? bits(units) : array;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
