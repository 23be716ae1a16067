package dev.optweave.lab.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private final Dataset.Split split = Digits.split();

    @Test
    void holdsAllDigitsWithPixelsFromZeroToOne() {
        Dataset digits = Digits.load();
        assertThat(digits.size()).isEqualTo(1797);
        assertThat(digits.width()).isEqualTo(64);
        assertThat(digits.label(0)).isZero();
        assertThat(digits.feature(0, 2)).isEqualTo(5 / 16.0);
        double[] pixels = new double[64];
        for (int i = 0; i < digits.size(); i++) {
            digits.features(i, pixels);
            assertThat(DoubleStream.of(pixels)).allMatch(pixel -> pixel >= 0 && pixel <= 1);
        }
    }

    @Test
    void holdsBackAFifthOfEachClass() {
        assertThat(split.train().size()).isEqualTo(1438);
        assertThat(split.test().size()).isEqualTo(359);
        for (int digit = 0; digit < 10; digit++) {
            long train = count(split.train(), digit);
            long test = count(split.test(), digit);
            assertThat(test).isEqualTo(Math.round((train + test) * 0.2));
        }
    }

    @Test
    void splitsTheSameWayEveryTime() {
        Dataset again = Digits.split().test();
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.label(i)).isEqualTo(split.test().label(i));
            assertThat(again.feature(i, 20)).isEqualTo(split.test().feature(i, 20));
        }
    }

    @Test
    void tellsOddFromEven() {
        Dataset parity = split.test().evenOrOdd();
        assertThat(parity.classes()).isEqualTo(2);
        for (int i = 0; i < parity.size(); i++) {
            assertThat(parity.label(i)).isEqualTo(split.test().label(i) % 2);
        }
    }

    private static long count(Dataset data, int label) {
        return IntStream.range(0, data.size()).filter(i -> data.label(i) == label).count();
    }
}
