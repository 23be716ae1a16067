package dev.optweave.runtime.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.optweave.runtime.internal.storage.Int8Array;
import dev.optweave.runtime.internal.storage.Int8Block;
import dev.optweave.runtime.internal.vector.Int8Vectors;
import dev.optweave.runtime.kernel.ElementFormat;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vector loops decode and encode the same eight-bit codes as plain Java. */
class CodedBlockTest {

    private static final int BLOCK = Int8Block.BLOCK;

    /** The fewest floats that a vector of them holds: with more, vectors overlap. */
    private static final int LANES = 4;

    /** As long as the last vector needs that begins within the block. */
    private static final int PADDED = BLOCK + 16;

    private static final float[] LARGEST = {
        Float.MIN_VALUE,
        0x1p-140f,
        0x1p-127f,
        Float.MIN_NORMAL,
        0x1p-123f,
        0x1p-93f,
        0x1p-60f,
        0.75f,
        1f,
        3f,
        0x1p60f,
        0x1p126f,
        0x1.ep127f,
        Float.MAX_VALUE
    };

    @BeforeEach
    void vectorsHoldEightFloats() {
        assumeTrue(Shapes.WIDENS_BYTES, "shorter vectors leave eight-bit codes to plain Java");
    }

    @ParameterizedTest
    @ValueSource(
            floats = {
                0f,
                -0f,
                Float.MIN_VALUE,
                -0x1.8p-140f,
                Float.MIN_NORMAL,
                -0x1.23p-125f,
                0x1p-60f,
                0x1.fffffep-1f,
                -0x1.fffffep-1f,
                1f,
                -1f,
                1.1f,
                0x1.8p127f,
                -Float.MAX_VALUE,
                Float.NaN
            })
    void everyCodeIsDecodedAsByPlainJava(float unit) throws Throwable {
        byte[] codes = new byte[3 * BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            codes[BLOCK + i] = (byte) i;
        }
        CodedBlock block = new CodedBlock();
        block.turnTo(codes, new float[] {0.5f, unit});
        block.moveTo(BLOCK);
        float[] loaded = new float[PADDED];

        pass(block, ElementFormat.INT8_BLOCK, loaded, ElementFormat.PLAIN);

        for (int i = 0; i < BLOCK; i++) {
            float decoded = Int8Block.decode((byte) i, unit);
            assertThat(Float.floatToIntBits(loaded[i]))
                    .as("code %d in units of %s", i, unit)
                    .isEqualTo(Float.floatToIntBits(decoded));
        }
    }

    @Test
    void magnitudesFarBelowTheLargestAreEncodedAsByPlainJava() throws Throwable {
        Random random = new Random(5);
        for (float largest : LARGEST) {
            for (int exponents : new int[] {1, 29, 30, 31, 33, 34, 35, 36, 60, 250}) {
                for (boolean signed : new boolean[] {false, true}) {
                    check(i -> magnitude(random, largest, exponents) * sign(signed, random));
                }
            }
        }
    }

    @Test
    void leastValuesOfANarrowBlockAndThoseBelowAreEncodedAsByPlainJava() throws Throwable {
        for (float largest : LARGEST) {
            for (int exponent = 28; exponent <= 38; exponent++) {
                float least = Math.scalb(largest, -exponent);
                for (float value : new float[] {Math.nextDown(least), least, Math.nextUp(least)}) {
                    check(i -> i == 17 ? largest : value);
                    check(i -> i == 17 ? -largest : value);
                    check(i -> i == 255 ? largest : -value);
                }
            }
        }
    }

    @Test
    void zerosAndWhatIsNotFiniteAreEncodedAsByPlainJava() throws Throwable {
        float[] odd = {
            0f,
            -0f,
            Float.NaN,
            Float.intBitsToFloat(0xffc00001),
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE,
            -Float.MIN_VALUE
        };
        for (float value : odd) {
            check(i -> value);
            check(i -> i == 100 ? value : 0.25f);
            check(i -> i == 100 ? value : -0.25f + i);
            check(i -> i % 2 == 0 ? value : 3e-30f);
        }
    }

    /** Whatever sign the block had before. */
    private static void check(IntFunction<Float> values) throws Throwable {
        float[] stored = new float[PADDED];
        for (int i = 0; i < BLOCK; i++) {
            stored[i] = values.apply(i);
        }
        Int8Array plain = Int8Array.ofLength(2 * BLOCK);
        Int8Block.measure(plain, BLOCK, stored, 0);
        Int8Block.nearest(plain.codes(), plain.units(), BLOCK, stored, 0);
        for (float before : new float[] {0f, 1f, -1f, Float.NaN}) {
            byte[] codes = new byte[2 * BLOCK];
            float[] units = {0f, before};
            CodedBlock block = new CodedBlock();
            block.turnTo(codes, units);
            block.moveTo(BLOCK);
            pass(stored, ElementFormat.PLAIN, block, ElementFormat.INT8_BLOCK);

            Int8Vectors.measure(block, BLOCK);
            Int8Vectors.encode(block, BLOCK);

            assertThat(Float.floatToIntBits(units[1]))
                    .as("unit of %s", Arrays.toString(stored))
                    .isEqualTo(Float.floatToIntBits(plain.units()[1]));
            assertThat(codes).as("codes of %s", Arrays.toString(stored)).isEqualTo(plain.codes());
        }
    }

    private static void pass(Object from, ElementFormat loaded, Object to, ElementFormat stored)
            throws Throwable {
        MethodHandle pass =
                MethodHandles.collectArguments(
                        FloatFormats.storer(stored), 0, FloatFormats.loader(loaded));
        for (int i = 0; i < BLOCK; i += LANES) {
            pass.invokeExact(from, i, to, i);
        }
    }

    /** Between the largest and that many exponents below; subnormal or 0 if there are no such. */
    private static float magnitude(Random random, float largest, int exponents) {
        return Math.scalb(largest * (0.5f + random.nextFloat() / 2), -random.nextInt(exponents));
    }

    private static float sign(boolean signed, Random random) {
        return signed && random.nextBoolean() ? -1 : 1;
    }
}
