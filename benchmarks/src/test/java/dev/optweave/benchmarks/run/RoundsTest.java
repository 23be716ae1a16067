package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private final Rounds<String> rounds = new Rounds<>(List.of("a", "b", "c"), 2);

    @Test
    void contestantsTakeTurnsAndOneThatFailsIsNotTriedAgain() throws Exception {
        List<String> order = new ArrayList<>();
        List<Series> series =
                rounds.run(
                        (job, round) -> {
                            order.add(job + round);
                            return job.equals("b")
                                    ? new Outcome.Failed("no library")
                                    : new Outcome.Measured(10 * round);
                        },
                        soFar -> {});
        assertThat(order).containsExactly("a1", "b1", "c1", "a2", "c2");
        assertThat(series)
                .containsExactly(Series.of(10, 20), Series.failed("no library"), Series.of(10, 20));
    }

    @Test
    void handsOverWhatThereIsAfterEachRound() throws Exception {
        List<List<Series>> handed = new ArrayList<>();
        rounds.run((job, round) -> new Outcome.Measured(round), handed::add);
        assertThat(handed)
                .containsExactly(
                        List.of(Series.of(1), Series.of(1), Series.of(1)),
                        List.of(Series.of(1, 2), Series.of(1, 2), Series.of(1, 2)));
    }

    @Test
    void knowsWhatWasMeasuredWhenARoundIsNotFinished() {
        assertThatThrownBy(
                        () ->
                                rounds.run(
                                        (job, round) -> {
                                            if (job.equals("b") && round == 2) {
                                                throw new IOException("the disk is full");
                                            }
                                            return new Outcome.Measured(round);
                                        },
                                        soFar -> {}))
                .hasMessage("the disk is full");
        assertThat(rounds.soFar()).containsExactly(Series.of(1, 2), Series.of(1), Series.of(1));
    }
}
