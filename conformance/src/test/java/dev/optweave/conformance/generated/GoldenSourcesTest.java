package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The generated sources are, to the letter, those that were last read by a person. After a change
 * that is meant, {@code -Doptweave.updateGolden=true} in the JVM of the tests writes them anew.
 */
class GoldenSourcesTest {

    private static final Path EXPECTED = Path.of("src", "test", "resources", "expected");

    @ParameterizedTest
    @CsvSource({
        "AdamW, AdamW",
        "AdamW, AdamWVector",
        "Lamb, LambVector",
        "Momentum, Momentum",
        "Lamb, Lamb",
        "ClipByGlobalNorm, ClipByGlobalNorm"
    })
    void theGeneratedSourceIsTheOneThatWasRead(String rule, String type) throws IOException {
        String generated =
                RuleSources.compile(rule).generatedSources().entrySet().stream()
                        .filter(source -> source.getKey().endsWith("." + type))
                        .map(source -> source.getValue().replace("\r\n", "\n"))
                        .findFirst()
                        .orElseThrow();
        assertRead(generated, type + ".java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AdamW", "Lamb"})
    void theGeneratedOpenClIsTheOneThatWasRead(String rule) throws IOException {
        String file = rule + ".cl";
        String generated =
                RuleSources.compile(rule).generatedResources().entrySet().stream()
                        .filter(resource -> resource.getKey().endsWith("/" + file))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElseThrow();
        assertRead(generated, file);
    }

    private static void assertRead(String generated, String name) throws IOException {
        Path file = EXPECTED.resolve(name);
        if (Boolean.getBoolean("optweave.updateGolden")) {
            Files.writeString(file, generated);
        }
        assertThat(generated).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    }
}
