package dev.optweave.runtime.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

class Float16BitsTest {

    private static final double[] VALUES = Reference.values(10, 15, 0x7c00);

    @Test
    void hasTheKnownValues() {
        assertThat(Float16Bits.nearest(1f)).isEqualTo((short) 0x3c00);
        assertThat(Float16Bits.nearest(-2f)).isEqualTo((short) 0xc000);
        assertThat(Float16Bits.nearest(65504f)).isEqualTo((short) 0x7bff);
        assertThat(Float16Bits.nearest(65519.996f)).isEqualTo((short) 0x7bff);
        assertThat(Float16Bits.nearest(65520f)).isEqualTo((short) 0x7c00);
        assertThat(Float16Bits.nearest(0x1p-24f)).isEqualTo((short) 1);
        assertThat(Float16Bits.nearest(0x1p-25f)).isZero();
        assertThat(Float16Bits.nearest(-0x1.000002p-25f)).isEqualTo((short) 0x8001);
        assertThat(Float16Bits.nearest(-0f)).isEqualTo((short) 0x8000);
        assertThat(Float16Bits.nearest(Float.NEGATIVE_INFINITY)).isEqualTo((short) 0xfc00);
        assertThat(Float16Bits.nearest(Float.intBitsToFloat(0x7f800001))).isEqualTo((short) 0x7e00);
        assertThat(Float16Bits.nearest(Float.intBitsToFloat(0xffffe000))).isEqualTo((short) 0xffff);
    }

    @Test
    void everyCodeStaysAsItIs() {
        for (int code = 0; code < 1 << 16; code++) {
            float value = Float16Bits.decode((short) code);
            boolean isNan = (code & 0x7fff) > 0x7c00;
            short kept = (short) (isNan ? code | 0x200 : code);
            assertThat(Float16Bits.nearest(value)).isEqualTo(kept);
            assertThat(Float16Bits.stochastic(value, -1)).isEqualTo(kept);
            assertThat(Float16Bits.stochastic(value, 0)).isEqualTo(kept);
            if (code < 0x7c00) {
                assertThat((double) value).isEqualTo(VALUES[code]);
            }
            assertThat(Float.floatToRawIntBits(value) < 0).isEqualTo(code >= 0x8000);
        }
    }

    @Test
    void roundsToTheNearest() {
        for (float x : Reference.floats(13)) {
            if (!Float.isNaN(x)) {
                int sign = Float.floatToRawIntBits(x) >>> 16 & 0x8000;
                short expected = (short) (sign | Reference.nearest(VALUES, Math.abs(x)));
                if (Float16Bits.nearest(x) != expected) {
                    assertThat(Float16Bits.nearest(x)).as("%a", x).isEqualTo(expected);
                }
            }
        }
    }

    /** Java 17 has no such method; the other tests do not need one. */
    @Test
    void agreesWithJavaWhereThatHasHalves() throws ReflectiveOperationException {
        if (Runtime.version().feature() < 20) {
            assertThat(Float.class.getMethods())
                    .extracting(Method::getName)
                    .doesNotContain("floatToFloat16");
            return;
        }
        Method narrow = Float.class.getMethod("floatToFloat16", float.class);
        Method widen = Float.class.getMethod("float16ToFloat", short.class);
        for (float x : Reference.floats(13)) {
            if (!Float.isNaN(x) && Float16Bits.nearest(x) != (short) narrow.invoke(null, x)) {
                assertThat(Float16Bits.nearest(x)).as("%a", x).isEqualTo(narrow.invoke(null, x));
            }
        }
        for (int code = 0; code < 1 << 16; code++) {
            float own = Float16Bits.decode((short) code);
            if (!Float.isNaN(own)) {
                assertThat(own).isEqualTo(widen.invoke(null, (short) code));
            }
        }
    }

    @Test
    void roundsAtRandomWithTheMeanKept() {
        for (float x : new float[] {1.0001f, -3.0007f, 0x1.234p-14f, 0x1.8p-24f, -0x0.3p-24f}) {
            double sum = 0;
            for (int word = 0; word < 1 << 16; word++) {
                int random = Integer.reverse(word) | word & 0x1fff;
                sum += Float16Bits.decode(Float16Bits.stochastic(x, random));
            }
            double step = Math.max(Math.ulp(x) * 0x1p13, 0x1p-24);
            assertThat(sum / (1 << 16)).isEqualTo(x, within(step * 1e-3));
        }
        assertThat(Float16Bits.stochastic(65535f, -1)).isEqualTo((short) 0x7c00);
        assertThat(Float16Bits.stochastic(65535f, 0)).isEqualTo((short) 0x7bff);
        assertThat(Float16Bits.stochastic(-1e9f, 0)).isEqualTo((short) 0xfc00);
        assertThat(Float16Bits.stochastic(Float.NaN, -1)).isEqualTo((short) 0x7e00);
    }
}
