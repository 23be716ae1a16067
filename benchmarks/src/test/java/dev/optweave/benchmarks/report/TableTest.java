package dev.optweave.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.optweave.benchmarks.run.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

    @TempDir private Path folder;

    private final Table table =
            new Table(
                    List.of(
                            Column.of("contestant"),
                            new Column("ns/parameter", 3),
                            Column.of("ratio"),
                            Column.of("note")),
                    List.of(
                            List.of("Optweave", 0.48, new Spread(1, 1, 1), ""),
                            List.of("peer", Optional.empty(), Optional.empty(), "no library")));

    @Test
    void alignsWordsLeftAndNumbersRight() {
        assertThat(table.text())
                .containsExactly(
                        "contestant   ns/parameter   ratio   note",
                        "----------------------------------------",
                        "Optweave            0.480    1.00",
                        "peer                    –       –   no library");
    }

    @Test
    void writesMarkdown() {
        assertThat(table.markdown())
                .containsExactly(
                        "| contestant | ns/parameter | ratio | note |",
                        "|---|--:|--:|---|",
                        "| Optweave | 0.480 | 1.00 |  |",
                        "| peer | – | – | no library |");
    }

    @Test
    void aBarOrALineBreakDoesNotEndACellOfMarkdown() {
        Table bars =
                new Table(
                        List.of(Column.of("a | b")), List.of(List.of("`x | y`"), List.of("1\n2")));
        assertThat(bars.markdown())
                .containsExactly("| a \\| b |", "|---|", "| `x \\| y` |", "| 1 2 |");
        assertThat(bars.text()).contains("`x | y`");
    }

    @Test
    void leavesColumnsThatSayNothingOutOfMarkdown() {
        Table silent =
                new Table(
                        List.of(Column.of("what"), Column.of("note"), new Column("seconds", 1)),
                        List.of(List.of("a", "", 1.0), List.of("b", "", Optional.empty())));
        assertThat(silent.markdown())
                .containsExactly("| what | seconds |", "|---|--:|", "| a | 1.0 |", "| b | – |");
        assertThat(silent.text().get(0)).contains("note");
    }

    @Test
    void writesRowsAsJsonWithNullWhereNothingWasMeasured() throws IOException {
        JsonNode json = new ObjectMapper().readTree(table.json(Map.of("question", "peers")));
        assertThat(json.path("question").asText()).isEqualTo("peers");
        assertThat(json.path("rows").get(0).path("ns/parameter").asDouble()).isEqualTo(0.48);
        assertThat(json.path("rows").get(1).path("ns/parameter").isNull()).isTrue();
        assertThat(json.path("rows").get(0).path("ratio").path("high").asDouble()).isEqualTo(1);
    }

    @Test
    void refusesARowOfTheWrongLength() {
        assertThatThrownBy(() -> new Table(List.of(Column.of("a")), List.of(List.of("b", "c"))))
                .hasMessage("a row has 2 cells for 1 columns");
    }

    @Test
    void plotsCurvesAsSvg() throws IOException {
        Path file = folder.resolve("plot.svg");
        new Plot(
                        "AdamW",
                        "elements",
                        "ns",
                        List.of(new Plot.Curve("float", List.of(1e3, 1e6), List.of(0.3, 0.5))))
                .write(file);
        String svg = Files.readString(file);
        assertThat(svg.startsWith("<?xml") && svg.contains("<svg")).isTrue();
        assertThat(svg.length()).isLessThan(100_000);
    }
}
