package dev.optweave.benchmarks.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainStepsTest {

    private static void checkAgainstOurs(StepBenchmark benchmark, String rule, String workload)
            throws Exception {
        for (int threads = 1; threads <= 3; threads++) {
            benchmark.rule = rule;
            benchmark.workload = workload;
            benchmark.threads = threads;
            benchmark.variant = "float";
            assertThatCode(benchmark::start).doesNotThrowAnyException();
            benchmark.step();
            benchmark.end();
        }
    }

    @ParameterizedTest
    @CsvSource({"AdamW,1x1000", "AdamW,5x33", "AdaGrad,3x1003", "Sgd,1x17", "Sgd,2x1"})
    void aLoopAnEquationComputesWhatOursDoes(String rule, String workload) throws Exception {
        checkAgainstOurs(new UnfusedStep(), rule, workload);
    }

    @ParameterizedTest
    @CsvSource({"AdamW,1x1000", "AdamW,5x33", "AdaGrad,3x1003", "Sgd,1x17", "Sgd,2x1"})
    void cComputesWhatOursDoes(String rule, String workload) throws Exception {
        checkAgainstOurs(new CStep(), rule, workload);
    }

    @Test
    void manyStepsInCAreTheSameAsOneByOne() throws Exception {
        StepTask task = StepTask.of("AdamW", Workload.of("2x100"), 2);
        try (Contestant oneByOne = new CStep().contestant(task, "float");
                Contestant many = new CStep().contestant(task, "float")) {
            for (int i = 0; i < 7; i++) {
                oneByOne.step();
            }
            ((CStep.Loops) many).steps(7);
            assertThat(many.parameter(1)).isEqualTo(oneByOne.parameter(1));
        }
    }

    @Test
    void otherRulesAreNamed() {
        StepTask lion = StepTask.of("Lion", Workload.of("1x8"), 1);
        assertThatThrownBy(() -> new UnfusedStep().contestant(lion, "float"))
                .hasMessage("no loops for Lion, only for AdaGrad, AdamW and Sgd");
        assertThatThrownBy(() -> new CStep().contestant(lion, "float"))
                .hasMessage("no loop in C for Lion, only for AdaGrad, AdamW and Sgd");
    }

    @Test
    void saysThatThereIsNoCompiler(@TempDir Path folder) throws Exception {
        Files.createFile(folder.resolve("cc"));
        assertThatThrownBy(() -> CLibrary.compiler(folder.toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("there is no C compiler `cc` on the path");
    }

    @Test
    void sharesCoverEveryElementOnce() {
        List<List<Range>> shares = Range.shares(Workload.of("3x100"), 2);
        assertThat(shares)
                .containsExactly(
                        List.of(new Range(0, 0, 100), new Range(1, 0, 44)),
                        List.of(new Range(1, 44, 100), new Range(2, 0, 100)));
    }

    @Test
    void aTeamDoesEachShareInEachRound() {
        AtomicIntegerArray done = new AtomicIntegerArray(3);
        try (Team team = new Team(3)) {
            for (int i = 0; i < 50; i++) {
                team.run(done::incrementAndGet);
            }
        }
        assertThat(List.of(done.get(0), done.get(1), done.get(2))).containsExactly(50, 50, 50);
    }

    @Test
    void aTeamPassesOnWhatAShareThrows() {
        try (Team team = new Team(2)) {
            assertThatThrownBy(
                            () ->
                                    team.run(
                                            share -> {
                                                if (share == 1) {
                                                    throw new ArithmeticException("one");
                                                }
                                            }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasRootCauseMessage("one");
        }
    }
}
