package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What becomes of a rule is shown, and what is wrong with it is underlined. */
class ShowAndCheckTest extends LabCommands {

    @Test
    void showsWhatBecomesOfARule() {
        assertThat(run("show", "AdamW")).isZero();
        assertThat(out.toString())
                .contains("m = ema(m, g, beta1)")
                .contains("after lower", "after split", "public final class AdamW")
                .contains("== dev.optweave.optimizers.AdamWVector.java", "FloatVector")
                .contains("== AdamW.cl", "__kernel")
                .contains("16 bytes read and 12 written per float element");
    }

    @Test
    void showsOnePassOrOnePart() {
        assertThat(run("show", "Momentum", "--pass", "split")).isZero();
        assertThat(out.toString()).contains("for each element").doesNotContain("package ");
        assertThat(run("show", "Momentum", "--vector")).isZero();
        assertThat(out.toString()).contains("FloatVector").doesNotContain("__kernel");
        assertThat(run("show", "Momentum", "--pass", "spilt")).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("did you mean `split`?");
        assertThat(run("show", "AdamW", "--without", "beta1", "--certificate")).isZero();
        assertThat(run("show", "AdamW", "--without", "lr", "--certificate")).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("not specialized");
    }

    @Test
    void checksRulesAndUnderlinesMistakes() throws IOException {
        Path good = write("MineRule.java", RULE);
        assertThat(run("check", good.toString())).isZero();
        assertThat(out.toString()).contains("0 errors");
        Path bad = write("BadRule.java", RULE.replace("rho * v", "rh * v"));
        assertThat(run("check", bad.toString(), good.toString())).isEqualTo(Lab.FAILED);
        assertThat(out.toString())
                .contains("BadRule.java:[4,5] [unknown-name]", "    v = rh * v + g", "        ^^")
                .contains("`rho`")
                .contains("2 files, 1 sound rule, 1 error, 0 warnings");
    }

    @Test
    void checksFindFilesWithoutARule() throws IOException {
        Path none = write("None.java", "interface None {}");
        assertThat(run("check", none.toString())).isEqualTo(Lab.FAILED);
        assertThat(out.toString()).contains("no interface in it is annotated @OptimizerRule");
        assertThat(run("check", folder.toString())).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("is a directory");
    }

    @Test
    void checksPointFromAStockRuleToItsEquations() {
        assertThat(run("check", "AdamW")).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("there is no file AdamW", "`./lab show AdamW`");
    }
}
