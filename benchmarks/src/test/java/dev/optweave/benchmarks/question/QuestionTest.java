package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.report.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionTest {

    @TempDir private Path root;

    @Test
    void oneThatIsEndedEndsItsChildAndPrintsAndWritesWhatItHas() throws Exception {
        assertThat(printedWhenEnded(EndedQuestion.class))
                .contains(Answer.PARTIAL)
                .anyMatch(line -> line.contains("first row"));
        assertThat(errors()).doesNotContain("failure", "went on");
        assertThat(json()).contains("\"complete\" : false").contains("1 of 3 rounds");
    }

    @Test
    void oneThatIsEndedBeforeItMeasuresEndsItsChildToo() throws Exception {
        assertThat(printedWhenEnded(EndedPreparation.class)).isEmpty();
        assertThat(errors())
                .contains("ended before anything was measured")
                .doesNotContain("failure", "took");
    }

    /** Ends the program when its child runs, waits for both, and returns what it printed then. */
    private List<String> printedWhenEnded(Class<?> type) throws IOException, InterruptedException {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Doptweave.bench.home=" + root,
                                "-cp",
                                System.getProperty("java.class.path"),
                                type.getName())
                        .redirectError(root.resolve("errors").toFile())
                        .start();
        List<String> printed;
        Optional<ProcessHandle> child;
        try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
            child = ProcessHandle.of(Long.parseLong(output.readLine().replace("child ", "")));
            program.toHandle().destroy(); // leaves the output open
            printed = output.lines().toList();
        } finally {
            program.waitFor();
        }
        child.ifPresent(process -> process.onExit().join());
        return printed;
    }

    private String errors() throws IOException {
        return Files.readString(root.resolve("errors"));
    }

    private String json() throws IOException {
        return Files.readString(root.resolve("target/bench/ended.json"));
    }

    @Test
    void saysMinutesAsPeopleDo() {
        assertThat(Question.minutes(30)).isEqualTo("less than a minute");
        assertThat(Question.minutes(80)).isEqualTo("about a minute");
        assertThat(Question.minutes(140)).isEqualTo("about 2 minutes");
    }
}
