package dev.optweave.runtime.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class Bfloat16BitsTest {

    private static final double[] VALUES = Reference.values(7, 127, 0x7f80);

    @Test
    void hasTheKnownValues() {
        assertThat(Bfloat16Bits.nearest(1f)).isEqualTo((short) 0x3f80);
        assertThat(Bfloat16Bits.nearest(-2f)).isEqualTo((short) 0xc000);
        assertThat(Bfloat16Bits.nearest((float) Math.PI)).isEqualTo((short) 0x4049);
        assertThat(Bfloat16Bits.decode((short) 0x4049)).isEqualTo(3.140625f);
        assertThat(Bfloat16Bits.nearest(1f + 0x1p-8f)).isEqualTo((short) 0x3f80);
        assertThat(Bfloat16Bits.nearest(1f + 0x3p-8f)).isEqualTo((short) 0x3f82);
        assertThat(Bfloat16Bits.nearest(Float.MAX_VALUE)).isEqualTo((short) 0x7f80);
        assertThat(Bfloat16Bits.nearest(Float.MIN_VALUE)).isZero();
        assertThat(Bfloat16Bits.nearest(-0f)).isEqualTo((short) 0x8000);
        assertThat(Bfloat16Bits.nearest(Float.intBitsToFloat(0x7f800001)))
                .isEqualTo((short) 0x7fc0);
        assertThat(Bfloat16Bits.nearest(Float.intBitsToFloat(0xffffffff)))
                .isEqualTo((short) 0xffff);
    }

    @Test
    void everyCodeStaysAsItIs() {
        for (int code = 0; code < 1 << 16; code++) {
            float value = Bfloat16Bits.decode((short) code);
            boolean isNan = (code & 0x7fff) > 0x7f80;
            short kept = (short) (isNan ? code | 0x40 : code);
            assertThat(Bfloat16Bits.nearest(value)).isEqualTo(kept);
            assertThat(Bfloat16Bits.stochastic(value, -1)).isEqualTo(kept);
            assertThat(Bfloat16Bits.stochastic(value, 0)).isEqualTo(kept);
            if (code <= 0x7f80 && code < 0x7f80) {
                assertThat((double) value).isEqualTo(VALUES[code]);
            }
        }
    }

    @Test
    void roundsToTheNearest() {
        for (float x : Reference.floats(16)) {
            if (!Float.isNaN(x)) {
                int sign = Float.floatToRawIntBits(x) >>> 16 & 0x8000;
                int magnitude = Reference.nearest(VALUES, Math.abs(x));
                if (Bfloat16Bits.nearest(x) != (short) (sign | magnitude)) {
                    assertThat(Bfloat16Bits.nearest(x))
                            .as("%a", x)
                            .isEqualTo((short) (sign | magnitude));
                }
            }
        }
    }

    @Test
    void roundsAtRandomWithTheMeanKept() {
        for (float x : new float[] {1.001f, -1.003f, 3e-39f, -0x1p-133f * 0.3f, 1e30f}) {
            double sum = 0;
            for (int word = 0; word < 1 << 16; word++) {
                sum += Bfloat16Bits.decode(Bfloat16Bits.stochastic(x, word | 0xabcd0000));
            }
            assertThat(sum / (1 << 16)).isEqualTo(x, within(Math.abs(x) * 1e-9));
        }
        assertThat(Bfloat16Bits.stochastic(Float.NEGATIVE_INFINITY, -1)).isEqualTo((short) 0xff80);
        assertThat(Bfloat16Bits.stochastic(Float.intBitsToFloat(0x7f80ffff), -1))
                .isEqualTo((short) 0x7fc0);
    }

    @Test
    void companionsHoldWhatWasLost() {
        for (float x : Reference.floats(16)) {
            short stored = Bfloat16Bits.nearest(x);
            float nearest = Bfloat16Bits.decode(stored);
            short companion = Bfloat16Bits.companion(x, stored);
            if (Float.isNaN(nearest) || Float.isInfinite(nearest)) {
                assertThat(companion).isZero();
            } else if (Math.abs(x) > 0x1p-100f) {
                float sum = nearest + Bfloat16Bits.decode(companion);
                assertThat(Math.abs(sum - x)).isLessThanOrEqualTo(Math.abs(x) * 0x1p-16f);
            }
        }
    }
}
