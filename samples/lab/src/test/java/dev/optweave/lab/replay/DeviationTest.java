package dev.optweave.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeviationTest {

    @Test
    void dividesTheLargestDifferenceByTheLargestExpectedValue() {
        assertThat(error(new double[] {1.5, -4}, new double[] {1, -4})).isEqualTo(0.125);
        assertThat(error(new double[] {1e-3, 8}, new double[] {0, 8})).isEqualTo(1e-3 / 8);
    }

    @Test
    void isTheDifferenceItselfWhereZerosAreExpected() {
        assertThat(error(new double[] {0.25, 0}, new double[] {0, 0})).isEqualTo(0.25);
        assertThat(error(new double[] {-0.0}, new double[] {0})).isZero();
        assertThat(error(new double[0], new double[0])).isZero();
    }

    @Test
    void isNaNWhereOnlyOneSideIs() {
        assertThat(error(new double[] {Double.NaN, 1}, new double[] {1, 1})).isNaN();
        assertThat(error(new double[] {1, 1}, new double[] {Double.NaN, 1})).isNaN();
        assertThat(error(new double[] {Double.NaN}, new double[] {Double.NaN})).isZero();
        assertThat(new Deviation(Double.NaN, 1, 0).within(1e300)).isFalse();
    }

    @Test
    void comparesInfinitiesAsEquals() {
        double infinity = Double.POSITIVE_INFINITY;
        assertThat(error(new double[] {infinity, 1}, new double[] {infinity, 1})).isZero();
        assertThat(error(new double[] {-infinity, 1}, new double[] {infinity, 1})).isInfinite();
        assertThat(error(new double[] {1e300, 1}, new double[] {infinity, 1})).isInfinite();
    }

    @Test
    void remembersWhereItWasWorst() {
        Deviation worst =
                Deviation.NONE
                        .worse(new double[] {1}, new double[] {1}, 1, 0)
                        .worse(new double[] {2}, new double[] {1}, 2, 1)
                        .worse(new double[] {1.5}, new double[] {1}, 3, 0);
        assertThat(worst).isEqualTo(new Deviation(1, 2, 1));
        Deviation broken =
                worst.worse(new double[] {Double.NaN}, new double[] {1}, 4, 0)
                        .worse(new double[] {5}, new double[] {1}, 5, 0);
        assertThat(broken.step()).isEqualTo(4);
    }

    private static double error(double[] actual, double[] expected) {
        return Deviation.error(actual, expected);
    }
}
