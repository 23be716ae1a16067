package dev.optweave.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {

    @TempDir private Path folder;

    /** As many points as `scaling` has sizes. */
    private static Plot plot() {
        List<Double> sizes =
                IntStream.rangeClosed(17, 28).mapToObj(bits -> (double) (1 << bits)).toList();
        List<Double> times = sizes.stream().map(size -> 0.1 + size * 0.0005).toList();
        Plot.Curve curve = new Plot.Curve("AdamW, int8-block, 2 threads", sizes, times);
        return new Plot("Time of a step", "elements", "microseconds", List.of(curve));
    }

    @Test
    void isTheSameTextForTheSameCurves() throws IOException {
        plot().write(folder.resolve("a.svg"));
        plot().write(folder.resolve("b.svg"));
        assertThat(folder.resolve("a.svg")).hasSameTextualContentAs(folder.resolve("b.svg"));
    }

    @Test
    void isSmallEnoughForAPageAndMarksEveryPoint() throws IOException {
        Path file = folder.resolve("a.svg");
        plot().write(file);
        String svg = Files.readString(file);
        assertThat(svg)
                .hasSizeLessThan(100_000)
                .contains("<svg")
                .doesNotContainPattern("\\.\\d{3}");
        assertThat(svg.split("<ellipse")).hasSize(1 + 12 + 1); // the legend has one, too
    }
}
