package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.report.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code --docs} takes over into the documentation. */
class AllCommandTest {

    private static final String PAGE = "# Page\n<!-- bench scaling -->\nold\n<!-- end -->\n";

    @TempDir private Path root;

    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void page() throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.createDirectories(root.resolve("target/bench"));
        Files.writeString(root.resolve("docs/performance.md"), PAGE);
        Files.writeString(root.resolve("docs/scaling.svg"), "old plot");
    }

    private void takeOver() throws IOException {
        CommandLine command = new CommandLine(new AllCommand());
        command.setErr(new PrintWriter(errors, true));
        Home.is(root, () -> assertThat(command.execute("--docs", "--only", "scaling")).isZero());
    }

    private void result(String name, String text) throws IOException {
        Files.writeString(root.resolve("target/bench").resolve(name), text);
    }

    private static String table(String... more) {
        AllCommand.Part part =
                AllCommand.PARTS.stream()
                        .filter(p -> p.name().equals("scaling"))
                        .findFirst()
                        .orElseThrow();
        String command = "```\n./bench " + Question.typed(part.arguments()) + "\n```\n\n";
        return command + String.join("\n", more) + "\n";
    }

    private static final List<String> WITH_PLOT =
            List.of("| new |", "", "![Time of a step over elements](scaling.svg)");

    @Test
    void takesOverAPlotWithTheTableThatShowsIt() throws IOException {
        String table = table(WITH_PLOT.toArray(String[]::new));
        result("scaling.md", table);
        result("scaling.svg", "new plot");
        takeOver();
        assertThat(root.resolve("docs/performance.md")).hasContent(PAGE.replace("old\n", table));
        assertThat(root.resolve("docs/scaling.svg")).hasContent("new plot");
        assertThat(errors.toString()).contains("taken over: scaling");
    }

    @Test
    void leavesTableAndPlotOfWhatIsPartial() throws IOException {
        result("scaling.md", table(Answer.PARTIAL, "", "| new |"));
        result("scaling.svg", "new plot");
        takeOver();
        assertNothingIsTakenOver();
        assertThat(errors.toString()).contains("there is no complete answer to ./bench scaling");
    }

    @Test
    void leavesATableWhosePlotIsMissing() throws IOException {
        result("scaling.md", table(WITH_PLOT.toArray(String[]::new)));
        takeOver();
        assertNothingIsTakenOver();
        assertThat(errors.toString())
                .contains("scaling: left as it is; there is no scaling.svg beside its table");
    }

    private void assertNothingIsTakenOver() {
        assertThat(root.resolve("docs/performance.md")).hasContent(PAGE);
        assertThat(root.resolve("docs/scaling.svg")).hasContent("old plot");
    }
}
