package dev.optweave.runtime.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.runtime.internal.storage.Bfloat16Bits;
import dev.optweave.runtime.internal.storage.Float16Bits;
import dev.optweave.runtime.kernel.ElementFormat;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector loops store and load the bits that plain Java does, NaN of every kind among them. */
class FloatFormatsTest {

    /** The fewest floats that a vector holds: with more, vectors overlap. */
    private static final int LANES = 4;

    /** The most floats that a vector holds. */
    private static final int MOST_LANES = 16;

    private static final int UPPER = 1 << 16;

    /** As long as the last vector needs that begins below {@link #UPPER}. */
    private static final int PADDED = UPPER + MOST_LANES;

    /** Lower halves below, at and above what is halfway to the next upper half. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x0fff, 0x1000, 0x7fff, 0x8000, 0x8001, 0xffff})
    void roundEveryUpperHalfAsPlainJava(int lower) throws Throwable {
        float[] values = new float[PADDED];
        for (int i = 0; i < UPPER; i++) {
            values[i] = Float.intBitsToFloat(i << 16 | lower);
        }

        assertThat(stored(values, ElementFormat.BFLOAT16))
                .isEqualTo(shorts(i -> Bfloat16Bits.nearest(values[i])));
        assertThat(stored(values, ElementFormat.FLOAT16))
                .isEqualTo(shorts(i -> Float16Bits.nearest(values[i])));
    }

    @Test
    void decodeEveryCodeAsPlainJava() throws Throwable {
        assertThat(loaded(ElementFormat.BFLOAT16))
                .isEqualTo(ints(i -> bits(Bfloat16Bits.decode((short) i))));
        assertThat(loaded(ElementFormat.FLOAT16))
                .isEqualTo(ints(i -> bits(Float16Bits.decode((short) i))));
    }

    private static short[] stored(float[] values, ElementFormat format) throws Throwable {
        short[] stored = new short[PADDED];
        pass(values, ElementFormat.PLAIN, stored, format);
        return Arrays.copyOf(stored, UPPER);
    }

    private static int[] loaded(ElementFormat format) throws Throwable {
        float[] loaded = new float[PADDED];
        pass(Arrays.copyOf(shorts(i -> i), PADDED), format, loaded, ElementFormat.PLAIN);
        return ints(i -> bits(loaded[i]));
    }

    private static void pass(Object from, ElementFormat loaded, Object to, ElementFormat stored)
            throws Throwable {
        MethodHandle pass =
                MethodHandles.collectArguments(
                        FloatFormats.storer(stored), 0, FloatFormats.loader(loaded));
        for (int i = 0; i < UPPER; i += LANES) {
            pass.invokeExact(from, i, to, i);
        }
    }

    private static int bits(float x) {
        return Float.floatToRawIntBits(x);
    }

    private static int[] ints(IntUnaryOperator value) {
        int[] values = new int[UPPER];
        for (int i = 0; i < UPPER; i++) {
            values[i] = value.applyAsInt(i);
        }
        return values;
    }

    private static short[] shorts(IntUnaryOperator value) {
        short[] values = new short[UPPER];
        for (int i = 0; i < UPPER; i++) {
            values[i] = (short) value.applyAsInt(i);
        }
        return values;
    }
}
