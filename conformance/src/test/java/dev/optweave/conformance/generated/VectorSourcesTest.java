package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loops in vectors of all stock rules, as compilers see them. */
class VectorSourcesTest {

    /** ECJ refuses to generate a class that the class path has already. */
    private static final String PACKAGE = "package dev\\.optweave\\.optimizers;";

    @Test
    void javacHasNoWarningForThem() {
        Compilation compilation =
                InMemoryCompiler.create()
                        .withOptions("-Xlint:all,-processing")
                        .withVectors()
                        .compile(sources("%sRule.java"::formatted));
        assertThat(compilation.messages()).isEmpty();
        assertThatAllHaveVectors(compilation);
    }

    @Test
    void ecjCompilesThem(@TempDir Path folder) throws IOException {
        // ECJ reads sources from disk alone.
        List<SourceFile> sources =
                sources(name -> folder.resolve(name + "Rule.java").toAbsolutePath().toString());
        for (SourceFile source : sources) {
            Files.writeString(Path.of(source.name()), source.text());
        }
        Compilation compilation =
                InMemoryCompiler.of(new EclipseCompiler())
                        // It does not know the names of our own warnings.
                        .withOptions("-source", "17", "-target", "17", "-warn:-warningToken")
                        .withVectors()
                        .compile(sources);
        assertThat(compilation.messages()).isEmpty();
        assertThatAllHaveVectors(compilation);
    }

    @Test
    void theySayBelowItsEquationHowASignIsFound() {
        String source =
                RuleSources.compile("Rprop")
                        .generatedSources()
                        .get("dev.optweave.optimizers.RpropVector");
        String explained =
                """
                // w -= sign(last) * size
                // the sign: lifted beyond 1, then bounded by 1 on either side as %s
                """;
        assertThat(source)
                .contains(explained.formatted("ints").indent(20))
                .contains(explained.formatted("longs").indent(16));
    }

    private static List<SourceFile> sources(UnaryOperator<String> file) {
        return StockOptimizers.names().stream()
                .map(
                        name ->
                                new SourceFile(
                                        file.apply(name),
                                        RuleSources.of(name)
                                                .replaceFirst(PACKAGE, "package copy;")))
                .toList();
    }

    private static void assertThatAllHaveVectors(Compilation compilation) {
        assertThat(compilation.successful()).isTrue();
        assertThat(compilation.generatedSources())
                .containsKeys(
                        StockOptimizers.names().stream()
                                .map(name -> "copy." + name + "Vector")
                                .toArray(String[]::new));
    }
}
