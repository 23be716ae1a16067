package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.run.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingCommandTest {

    private static final List<Integer> SIZES = List.of(1 << 10, 16 << 20, 32 << 20, 64 << 20);

    @Test
    void onlySizesBeyondTheCacheAreComparedWithTheirMedian() {
        List<Series> times =
                List.of(
                        Series.of(5),
                        Series.of(0.4 * (16 << 20)),
                        Series.of(0.5 * (32 << 20)),
                        Series.of(0.6 * (64 << 20)));
        double median = ScalingCommand.medianBeyondCache(SIZES, times);
        assertThat(median).isEqualTo(0.5);
        assertThat(ScalingCommand.straightness(SIZES, times, median))
                .contains("from 16Mi on an element takes 0.80 to 1.20 of the median");
    }

    @Test
    void nothingIsSaidOfSizesThatDidNotRun() {
        List<Series> times =
                List.of(Series.of(5), Series.failed("no"), Series.failed("no"), Series.of(1));
        double median = ScalingCommand.medianBeyondCache(SIZES, times);
        assertThat(ScalingCommand.straightness(SIZES, times, median)).isEmpty();
    }
}
