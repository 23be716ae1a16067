package dev.optweave.lab.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleRulesTest {

    static List<Path> sampleRules() throws IOException {
        Path folder = Path.of(System.getProperty("optweave.lab.home"), "samples", "rules");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sampleRules")
    void compileWithoutAWarning(Path rule) throws IOException {
        Compilation compilation =
                InMemoryCompiler.create()
                        .withOptions("-Xlint:all,-processing", "-Werror")
                        .compile(SourceFile.read(rule));
        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.successful()).isTrue();
        assertThat(compilation.rules()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("sampleRules")
    void haveABuilderThatTheLabFinds(Path rule) {
        LabRule found = new RuleLibrary(Path.of("")).find(rule.toString(), Path.of(""));
        assertThat(rule.getFileName()).hasToString(found.name() + "Rule.java");
        assertThat(found.builder()).isNotNull();
        assertThat(found.equations()).isNotEmpty();
    }
}
