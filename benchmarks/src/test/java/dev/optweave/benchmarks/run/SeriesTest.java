package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void medianLeavesOutliersAlone() {
        assertThat(Series.of(3, 100, 2).median()).isEqualTo(3);
        assertThat(Series.of(4, 1, 2, 100).median()).isEqualTo(3);
        assertThatThrownBy(() -> Series.failed("no library").median())
                .hasMessageContaining("no library");
    }

    @Test
    void ratiosAreTakenRoundByRoundSoThatADriftCancels() {
        Series slow = Series.of(20, 40, 66);
        Series fast = Series.of(10, 20, 30);
        Spread ratio = slow.ratioTo(fast).orElseThrow();
        assertThat(ratio).isEqualTo(new Spread(2, 2, 2.2));
        assertThat(ratio).hasToString("2.00 (2.00–2.20)");
        assertThat(fast.ratioTo(fast).orElseThrow()).hasToString("1.00");
    }

    @Test
    void nothingIsComparedWithWhatDidNotRun() {
        assertThat(Series.of(1).ratioTo(Series.failed("no"))).isEmpty();
        assertThat(Series.failed("no").ratioTo(Series.of(1))).isEmpty();
    }

    @Test
    void saysHowManyRoundsThereAreWhereTheyAreTooFew() {
        assertThat(Series.of(1, 2, 3).shortfall(3)).isEmpty();
        assertThat(Series.of(1, 2).shortfall(3)).contains("2 of 3 rounds");
        assertThat(Series.of().shortfall(3)).contains("not measured");
        assertThat(Series.failed("no library").shortfall(3)).contains("no library");
    }
}
