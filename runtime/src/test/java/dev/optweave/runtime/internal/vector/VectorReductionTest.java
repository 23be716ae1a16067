package dev.optweave.runtime.internal.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Squares in vectors are those of a conversion to double, whatever size the floats have. */
class VectorReductionTest {

    private static final int LANES = 64;
    private static final int FROM = 5;

    private final VectorReduction reduction = new VectorReduction();

    @ParameterizedTest
    @ValueSource(floats = {0, 1, -1, 0x1p-149f, 0x1p-140f, 0x1p-126f, 0x1p-70f, 0x1p60f, -0x1p120f})
    void squaresOfFloatsAreThoseOfDoubles(float size) {
        Random random = new Random(7);
        for (int count : new int[] {64, 65, 127, 128, 1000, 4096}) {
            float[] values = new float[FROM + count];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (random.nextGaussian() * size);
            }
            assertThat(reduction.squares(values, FROM, count))
                    .as("%d of about %s", count, size)
                    .isEqualTo(squares(values, count));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void oneValueThatIsNotFiniteLeavesTheSumToOthers(float bad) {
        for (int place = 0; place < 2 * LANES + 3; place++) {
            float[] values = new float[FROM + 2 * LANES + 3];
            values[FROM + place] = bad;
            double sum = reduction.squares(values, FROM, 2 * LANES + 3);
            assertThat(sum).as("element %d", place).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.MAX_VALUE, -Float.MAX_VALUE})
    void theLargestFloatIsFinite(float largest) {
        float[] values = new float[FROM + LANES];
        values[FROM + 17] = largest;
        assertThat(reduction.squares(values, FROM, LANES)).isEqualTo((double) largest * largest);
    }

    /** The documented order: 64 lanes, then pairs of them. */
    private static double squares(float[] values, int count) {
        double[] lanes = new double[LANES];
        for (int i = 0; i < count; i++) {
            double value = values[FROM + i];
            lanes[i % LANES] += value * value;
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
    }
}
