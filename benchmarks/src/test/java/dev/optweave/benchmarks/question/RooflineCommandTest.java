package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.optimizers.StockOptimizers;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RooflineCommandTest {

    private static final String ALIGNED = "-XX:ObjectAlignmentInBytes=64";

    private static RooflineCommand command(String... arguments) {
        return CommandLine.populateCommand(new RooflineCommand(), arguments);
    }

    private static boolean isBare(Job job) {
        return job.benchmark().endsWith("BareLoop.move");
    }

    @Test
    void everyStepIsMeasuredNextToABareLoopThatNoMoreThanTwoShare() {
        List<Job> jobs = command("--rule", "all", "--size", "1Mi", "--threads", "1").jobs();
        for (int i = 0; i < jobs.size(); i++) {
            boolean before = i > 0 && isBare(jobs.get(i - 1));
            boolean after = i + 1 < jobs.size() && isBare(jobs.get(i + 1));
            assertThat(isBare(jobs.get(i)) || before || after)
                    .as("job %d, %s", i, jobs.get(i).parameters())
                    .isTrue();
        }
        long steps = jobs.stream().filter(job -> !isBare(job)).count();
        assertThat(steps).isEqualTo(StockOptimizers.names().size() + 1L); // AdamW in C
    }

    @Test
    void aRowIsComparedWithTheLoopBesideItsStep() {
        RooflineCommand command =
                command("--rule", "Sgd,AdamW,Momentum,Adam", "--size", "1Mi", "--threads", "1");
        List<Job> jobs = command.jobs();
        assertThat(jobs.stream().map(RooflineCommandTest::isBare))
                .containsExactly(false, true, false, true, false, false, true, false, true);
        List<Series> measured =
                IntStream.range(0, jobs.size())
                        .mapToObj(i -> Series.of(isBare(jobs.get(i)) ? 100 + i : 100))
                        .toList();
        Table table = command.table(measured);
        assertThat(table.rows().stream().map(row -> row.get(0) + " " + text(row.get(7))))
                .containsExactly(
                        "Sgd 1.01", "AdamW 1.03", "AdamW in C 1.03", "Momentum 1.08", "Adam 1.06");
    }

    @Test
    void adamWOfFewFloatsIsAlsoMeasuredWhereArraysBeginAtMultiplesOf64Bytes() {
        RooflineCommand command = command("--size", "16Ki,1Mi", "--threads", "1");
        List<Job> jobs = command.jobs();
        assertThat(jobs.stream().filter(job -> job.jvmFlags().contains(ALIGNED)))
                .singleElement()
                .satisfies(
                        job ->
                                assertThat(job.parameters())
                                        .containsEntry("rule", "AdamW")
                                        .containsEntry("workload", "1x16384"));
        Table table = command.table(Collections.nCopies(jobs.size(), Series.of(1)));
        assertThat(table.rows().stream().map(row -> row.get(0) + " " + row.get(2)))
                .containsExactly(
                        "AdamW 16Ki",
                        "AdamW, aligned 16Ki",
                        "AdamW in C 16Ki",
                        "AdamW 1Mi",
                        "AdamW in C 1Mi");
    }

    @Test
    void quickFillsInWhatIsNotNamed() {
        assertThat(steps("--quick"))
                .containsOnly("AdamW 1x16384 1 float", "AdamW 1x16384 1 bfloat16");
        assertThat(steps("--quick", "--rule", "Lion", "--size", "4Ki"))
                .containsExactly("Lion 1x4096 1 float", "Lion 1x4096 1 bfloat16");
        assertThat(steps("--quick", "--storage", "float16"))
                .containsExactly("AdamW 1x16384 1 float16");
    }

    private static List<String> steps(String... arguments) {
        return command(arguments).jobs().stream()
                .filter(job -> !isBare(job))
                .map(job -> String.join(" ", job.parameters().values()))
                .toList();
    }

    @Test
    void aRowSaysThatItsBareLoopWasMeasuredInFewerRounds() {
        RooflineCommand command = command("--rule", "Sgd", "--size", "1Mi", "--threads", "1");
        assertThat(command.jobs()).hasSize(2);
        Table table = command.table(List.of(Series.of(1, 1, 1), Series.of(2, 2)));
        assertThat(table.rows().get(0).get(8)).isEqualTo("2 of 3 rounds");
        Table none = command.table(Collections.nCopies(2, Series.of()));
        assertThat(none.rows().get(0).get(8)).isEqualTo("not measured");
    }

    private static String text(Object cell) {
        return ((Optional<?>) cell).orElseThrow().toString();
    }
}
