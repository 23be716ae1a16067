package dev.optweave.lab.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {

    @Test
    void writesHyperparametersAsPeopleDo() {
        assertThat(Numbers.plain(0.001)).isEqualTo("0.001");
        assertThat(Numbers.plain(1e-8)).isEqualTo("1e-8");
        assertThat(Numbers.plain(2e-5)).isEqualTo("2e-5");
        assertThat(Numbers.plain(30)).isEqualTo("30");
        assertThat(Numbers.plain(0)).isEqualTo("0");
        assertThat(Numbers.plain(0.85)).isEqualTo("0.85");
        assertThat(Numbers.plain(1.5e10)).isEqualTo("1.5e10");
    }

    @Test
    void writesLossesInAFewDigits() {
        assertThat(Numbers.significant(0.0123456)).isEqualTo("0.01235");
        assertThat(Numbers.significant(2.3025851)).isEqualTo("2.303");
        assertThat(Numbers.significant(1.234e-9)).isEqualTo("1.23e-09");
        assertThat(Numbers.significant(Double.NaN)).isEqualTo("NaN");
        assertThat(Numbers.significant(0)).isEqualTo("0");
    }

    @Test
    void writesTimesAndSizesWithUnits() {
        assertThat(Numbers.nanos(1234)).isEqualTo("1.23 µs");
        assertThat(Numbers.nanos(5.25e6)).isEqualTo("5.25 ms");
        assertThat(Numbers.nanos(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.bytes(38496)).isEqualTo("38,496 B");
        assertThat(Numbers.percent(0.975)).isEqualTo("97.5 %");
    }
}
