package dev.optweave.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerTest {

    @TempDir private Path folder;

    private Optional<String> picture = Optional.empty();

    private final Table table =
            new Table(List.of(Column.of("what"), new Column("s", 1)), List.of(List.of("a", 1.0)));

    private Answer answer(boolean complete) {
        return new Answer(
                "./bench compile", Map.of("complete", complete), table, complete, picture);
    }

    @Test
    void showsThePictureBelowTheTable() {
        picture = Optional.of("![Time](compile.svg)");
        assertThat(answer(true).markdown()).endsWith("| a | 1.0 |", "", "![Time](compile.svg)");
    }

    @Test
    void showsTheCommandAboveItsTable() {
        assertThat(answer(true).markdown())
                .containsExactly(
                        "```",
                        "./bench compile",
                        "```",
                        "",
                        "| what | s |",
                        "|---|--:|",
                        "| a | 1.0 |");
    }

    @Test
    void saysThatItIsPartial() {
        assertThat(answer(false).markdown()).contains(Answer.PARTIAL);
    }

    @Test
    void replacesWhatWasWrittenBeforeAndLeavesNothingElse() throws IOException {
        Path deep = folder.resolve("target/bench");
        answer(false).write(deep, "compile");
        answer(true).write(deep, "compile");
        try (Stream<Path> files = Files.list(deep)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("compile.json", "compile.md");
        }
        assertThat(deep.resolve("compile.md")).content().doesNotContain(Answer.PARTIAL);
        assertThat(deep.resolve("compile.json")).content().contains("\"complete\" : true");
    }
}
