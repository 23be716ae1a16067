package dev.optweave.processor.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.program.Operation.Reduction;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FixedTreeTest {

    private final FixedTree sum = new FixedTree(Reduction.SUM);
    private final FixedTree max = new FixedTree(Reduction.MAX);

    @Test
    void nothingReducesToZero() {
        assertThat(sum.reduce(new double[0], ElementType.FLOAT)).isZero();
        assertThat(max.reduce(new double[0], ElementType.DOUBLE)).isZero();
    }

    @Test
    void theLargestMayBeNegativeAndNaNWins() {
        assertThat(max.reduce(new double[] {-3, -2, -5}, ElementType.FLOAT)).isEqualTo(-2);
        assertThat(max.reduce(new double[] {-3, Double.NaN, 9}, ElementType.FLOAT)).isNaN();
    }

    @Test
    void wholeNumbersAddUpExactlyOverManyBlocks() {
        double[] numbers = new double[3 * 4096 + 77];
        Arrays.setAll(numbers, i -> i % 9);
        assertThat(sum.reduce(numbers, ElementType.DOUBLE)).isEqualTo(Arrays.stream(numbers).sum());
    }

    @Test
    void insideABlockElementsMeetOnlyThoseOfTheirLane() {
        double[] numbers = new double[128];
        numbers[0] = 1e8;
        numbers[64] = 1; // the same lane: lost in float
        numbers[1] = 1;
        numbers[33] = -1; // cancels lane 1 before it meets lane 0
        assertThat(sum.reduce(numbers, ElementType.FLOAT)).isEqualTo(1e8);
        numbers[64] = 0;
        numbers[32] = -1e8; // meets lane 0 first
        numbers[33] = 0;
        assertThat(sum.reduce(numbers, ElementType.FLOAT)).isEqualTo(1);
    }

    @Test
    void blocksAreCombinedInDouble() {
        double[] numbers = new double[4097];
        numbers[0] = 1e8;
        numbers[4096] = 1;
        assertThat(sum.reduce(numbers, ElementType.FLOAT)).isEqualTo(1e8 + 1);
    }

    @Test
    void theTreeSplitsAtTheLargestPowerOfTwoBelowTheCount() {
        double a = 1e16;
        assertThat(sum.combine(List.of(a, 1.0, 1.0))).isEqualTo((a + 1) + 1);
        assertThat(sum.combine(List.of(a, 1.0, 1.0, 1.0))).isEqualTo((a + 1) + (1.0 + 1.0));
        assertThat(sum.combine(List.of(a, 1.0, 1.0, 1.0, 1.0)))
                .isEqualTo(((a + 1) + (1.0 + 1.0)) + 1);
    }
}
