package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Series;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScalingCommandTest {

    private static final List<Integer> SIZES = List.of(1 << 10, 16 << 20, 32 << 20, 64 << 20);

    @TempDir private Path root;

    private static ScalingCommand command(String... arguments) {
        return CommandLine.populateCommand(new ScalingCommand(), arguments);
    }

    private static List<String> workloads(ScalingCommand command) {
        return command.jobs().stream().map(job -> job.parameters().get("workload")).toList();
    }

    @Test
    void quickTakesTheSizesThatAreNamed() {
        assertThat(workloads(command("--quick"))).containsExactly("1x1024", "1x16384");
        assertThat(workloads(command("--quick", "--size", "4Ki"))).containsExactly("1x4096");
        assertThat(workloads(command())).hasSize(12);
    }

    @Test
    void thePlotIsNamedLikeTheTableThatItStandsBelow() throws IOException {
        ScalingCommand command = command("--name", "quickly", "--size", "1Ki,4Ki");
        Table table = new Table(List.of(Column.of("size")), List.of(List.of("1Ki")));
        Home.is(
                root,
                () ->
                        command.write(
                                table, true, command.draw(List.of(Series.of(1), Series.of(2)))));
        assertThat(results("quickly.svg")).exists();
        assertThat(results("scaling.svg")).doesNotExist();
        assertThat(results("quickly.md"))
                .content()
                .endsWith("| 1Ki |\n\n![Time of a step over elements](quickly.svg)\n");
        Home.is(root, () -> command.write(table, false));
        assertThat(results("quickly.md")).content().doesNotContain(".svg");
    }

    /**
     * A folder in the picture's place, with something in it, can be neither deleted nor replaced.
     */
    @Test
    void aPlotThatCannotBeDrawnLeavesACompleteTable() throws IOException {
        Files.createDirectories(results("scaling.svg").resolve("in the way"));
        StringWriter printed = new StringWriter();
        ScalingCommand command = new ScalingCommand();
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(printed));
        line.parseArgs("--size", "1Ki");
        command.holds(Optional.empty());
        Home.is(
                root,
                () ->
                        assertThatThrownBy(() -> command.report(List.of(Series.of(1024))))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("its picture cannot be drawn")
                                .hasMessageContaining("scaling.svg"));
        assertThat(printed.toString()).contains("1Ki", "1.000");
        assertThat(results("scaling.md"))
                .content()
                .contains("| 1Ki ")
                .doesNotContain("partial", ".svg");
        assertThat(results("scaling.json")).content().contains("\"complete\" : true");
    }

    @Test
    void aTableOfWhichNothingRanHasNoPlot() throws IOException {
        ScalingCommand command = command("--size", "1Ki");
        Files.createDirectories(root.resolve("target/bench"));
        Files.writeString(results("scaling.svg"), "of another table");
        Home.is(root, () -> assertThat(command.draw(List.of(Series.failed("no")))).isEmpty());
        assertThat(results("scaling.svg")).doesNotExist();
    }

    private Path results(String name) {
        return root.resolve("target/bench").resolve(name);
    }

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
