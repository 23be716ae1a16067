package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
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
    void contestantsTakeTurnsAndOneThatFailsIsNotTriedAgain() {
        List<String> order = new ArrayList<>();
        List<Series> series =
                Rounds.run(
                        List.of("a", "b", "c"),
                        2,
                        (job, round) -> {
                            order.add(job + round);
                            return job.equals("b")
                                    ? new Outcome.Failed("no library")
                                    : new Outcome.Measured(10 * round);
                        });
        assertThat(order).containsExactly("a1", "b1", "c1", "a2", "c2");
        assertThat(series)
                .containsExactly(Series.of(10, 20), Series.failed("no library"), Series.of(10, 20));
    }
}
