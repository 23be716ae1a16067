package dev.optweave.benchmarks.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounds what a compiler's time depends on: how much it is given, not how long it takes. */
class RuleTreeTest {

    private static final int RULES = 50;

    /** A few more than they are; more would be felt by a compiler. */
    private static final int MOST_LINES = 420;

    /** The rule's interface, the optimizer, its builder, and two kernels; LAMB has four. */
    private static final int MOST_CLASSES = 5;

    @Test
    void fiftyRulesCompileToFewLinesAndClasses(@TempDir Path folder) throws IOException {
        RuleTree tree = RuleTree.write(folder, RULES);
        List<SourceFile> sources = new ArrayList<>();
        for (Path rule : tree.rules()) {
            sources.add(SourceFile.read(rule));
        }
        Compilation compilation = InMemoryCompiler.create().compile(sources);

        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.rules()).hasSize(RULES);
        assertThat(compilation.generatedSources()).hasSize(RULES);
        assertThat(compilation.classes()).hasSizeLessThanOrEqualTo(MOST_CLASSES * RULES);
        assertThat(compilation.generatedSources().values().stream().flatMap(String::lines).count())
                .isLessThan(MOST_LINES * RULES);
    }
}
