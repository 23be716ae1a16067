package dev.optweave.lab.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.lab.message.UserException;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleLibraryTest {

    private static final String RULE =
            """
            import dev.optweave.*;
            /** Descends. <p>Along {@code g}. */
            @OptimizerRule
            @Update("w -= lr * g")
            interface DescentRule { @LearningRate(0.5) double lr(); }
            """;

    @TempDir private Path folder;

    private final RuleLibrary library = new RuleLibrary(Path.of("nowhere"));

    @Test
    void findsStockRulesAsTheyAreShipped() {
        LabRule rule = library.find("Momentum", folder);
        assertThat(rule.builder()).isInstanceOf(StockOptimizers.builder("Momentum").getClass());
        assertThat(rule.equations().get(0)).isEqualTo("g += weightDecay * w");
    }

    @Test
    void findsARuleInAFileOfAnyName() throws IOException {
        write("Anything.java", RULE);
        LabRule rule = library.find("Anything.java", folder);
        assertThat(rule.name()).isEqualTo("Descent");
        assertThat(rule.documentation()).containsExactly("Descends.", "Along g.");
        assertThat(rule.learningRate()).hasValue("lr");
    }

    @Test
    void takesTheCopyOfAStockRuleForACopy() throws IOException {
        write("SgdRule.java", StockOptimizers.ruleSource("Sgd").replace("lr * g", "2 * lr * g"));
        float[] weights = {1};
        float[] gradients = {1};
        Optimizer optimizer =
                library.find("SgdRule.java", folder)
                        .builder()
                        .set("lr", 0.25)
                        .build(Parameters.of(Tensor.of("w", weights, gradients, 1)));
        optimizer.step();
        assertThat(weights).containsExactly(0.5f);
    }

    @Test
    void refusesFilesWithMoreThanOneRule() throws IOException {
        write("Two.java", RULE + RULE.replace("Descent", "Other").replace("import ", "//"));
        assertThatThrownBy(() -> library.find("Two.java", folder))
                .isInstanceOf(UserException.class)
                .hasMessage(
                        "Two.java holds 2 rules (Descent, Other); put each into a file of its own");
    }

    @Test
    void remindsOfTheFilesEnding() throws IOException {
        write("Mine.java", RULE);
        assertThatThrownBy(() -> library.find("Mine", folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("did you mean the file Mine.java?");
    }

    @Test
    void showsWhatTheCompilerSaysOfAMistake() throws IOException {
        write("Bad.java", RULE.replace("* g", "* q"));
        assertThatThrownBy(() -> library.find("Bad.java", folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Bad.java:[4,9] [unknown-name]");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
