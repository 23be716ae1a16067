package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.program.Certificate;
import dev.optweave.processor.program.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of costs in the documentation says what the generated classes say of themselves. */
class DocumentedCostsTest {

    private static final Path PAGE = Path.of("..", "docs", "performance.md");

    static List<String> rules() {
        return StockOptimizers.names().stream().sorted().toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rowOfARuleIsItsCertificate(String rule) throws IOException {
        Certificate cost = Certificate.of(RuleSources.compile(rule).rules().get(0).whole());
        String row =
                "| `%s` | %d | %d | %d | %d | %d | "
                        .formatted(
                                rule,
                                cost.phases(),
                                cost.bytesRead(Float.BYTES),
                                cost.bytesWritten(Float.BYTES),
                                cost.count(Function.DIVIDE),
                                cost.count(Function.SQRT));
        String besides =
                cost.lines().stream()
                        .filter(line -> line.startsWith("per element besides: "))
                        .map(line -> line.substring(line.indexOf(": ") + 2))
                        .findFirst()
                        .orElse("");
        assertThat(rows()).contains(row + besides + " |");
    }

    @Test
    void everyRowIsOfAStockRule() throws IOException {
        assertThat(rows()).hasSize(rules().size());
    }

    /** The rows of costs: a name and five counts; those of times have fewer columns. */
    private static List<String> rows() throws IOException {
        try (Stream<String> lines = Files.lines(PAGE)) {
            return lines.filter(line -> line.matches("\\| `\\w+` (\\| \\d+ ){5}\\|.*")).toList();
        }
    }
}
