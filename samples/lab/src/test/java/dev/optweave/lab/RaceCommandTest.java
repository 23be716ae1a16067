package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Races of rules: their tables and pages, and what is refused before they begin. */
class RaceCommandTest extends LabCommands {

    @Test
    void racesARuleOfOnesOwnAndWritesAPage() throws IOException {
        Path rule = write("MineRule.java", RULE);
        Path page = folder.resolve("page.html");
        int code =
                run(
                        "race",
                        rule.toString(),
                        "AdamW:lr=0.01",
                        "AdamW:lr=0.001,beta1=0.8",
                        "--epochs",
                        "2",
                        "--batch",
                        "64",
                        "--report",
                        page.toString());
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("training loss", "test accuracy", "time per step", "state")
                .contains("Mine ", "AdamW lr=0.01 ", "AdamW lr=0.001 beta1=0.8 ");
        assertThat(Files.readString(page))
                .contains("v = rho * v + g", "w -= lr * weightDecay * w", "CC BY 4.0")
                .contains("./lab race MineRule.java AdamW:lr=0.01")
                .doesNotContain("src=", "href=", "@import", folder.toString(), "{{");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(rule, page);
        }
    }

    @ParameterizedTest
    @CsvSource({"rosenbrock", "quadratic", "logistic"})
    void racesOnEveryProblem(String problem) {
        Path page = folder.resolve("page.html");
        assertThat(
                        run(
                                "race",
                                "Momentum",
                                "NesterovLookahead",
                                "--problem",
                                problem,
                                "--lr",
                                "1e-4",
                                "--epochs",
                                "3",
                                "--report",
                                page.toString()))
                .isZero();
        assertThat(page).exists();
    }

    @Test
    void stopsEarlyWhereAsked() {
        Path page = folder.resolve("page.html");
        assertThat(
                        run(
                                "race",
                                "Sgd",
                                "Sgd:lr=100",
                                "--problem",
                                "rosenbrock",
                                "--lr",
                                "1e-4",
                                "--epochs",
                                "50",
                                "--max-steps",
                                "7",
                                "--report",
                                page.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("stopped after the largest number of steps")
                .contains("diverged")
                .contains("      7");
        assertThat(
                        run(
                                "race",
                                "Sgd",
                                "--problem",
                                "quadratic",
                                "--lr",
                                "1e-3",
                                "--min-step",
                                "1000",
                                "--report",
                                page.toString()))
                .isZero();
        assertThat(out.toString()).contains("stopped at a small step");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AdmaW|no stock rule `AdmaW`; did you mean `AdamW`?",
                "Nothing|stock rules: AdaDelta, AdaGrad",
                "missing.java|there is no file",
                "AdamW:lr|not of the form name=value",
                "AdamW:lr=x|`x` in `AdamW:lr=x` is not a number",
                "AdamW:beta3=1|beta3",
                "AdamW:beta1=1|beta1",
                "AdamW --set Lion.lr=1|no rule `Lion` takes part",
                "AdamW --set AdamW.beta1=2|[0, 1)",
                "AdamW --set lr=2|not of the form Rule.hyperparameter=value",
                "AdamW --problem digit|digits",
                "AdamW --epochs 0|--epochs is 0; allowed: 1 and above",
                "AdamW --batch none|--batch is `none`; allowed: full, single, or a number",
                "AdamW --batch 0|--batch is `0`",
                "AdamW --schedule cosin|cosine",
                "AdamW --report missing/page.html|there is no directory",
                "AdamW --min-step -1|--min-step is -1.0; allowed: [0, ∞)",
            })
    void refusesWhatCannotBeRacedBeforeTraining(String arguments, String message) {
        assertThat(run(("race " + arguments).split(" "))).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains(message).doesNotContain("Exception", "\tat ");
        assertThat(out.toString()).doesNotContain("epoch");
    }

    @Test
    void saysOfEachRuleWhatRunsItAndWhy() throws IOException {
        // a name of its own: the runtime says it once of each rule
        String rule = write("ToldRule.java", RULE.replace("MineRule", "ToldRule")).toString();
        String page = folder.resolve("page.html").toString();
        List<String> race = List.of("race", rule, "--max-steps", "1", "--report", page);
        assertThat(run(race.toArray(String[]::new))).isZero();
        assertThat(out.toString()).containsPattern("\\RTold: (scalar|vector) loops run[:,] .+\\R");
        List<String> java = new ArrayList<>(race);
        java.addAll(List.of("--backend", "java"));
        assertThat(run(java.toArray(String[]::new))).isZero();
        assertThat(out.toString()).containsOnlyOnce("Told: scalar loops run, as the builder asks");
    }

    @Test
    void whatRunsARuleIsSaidOnceOfItsEntriesAndOnceOfEachStorage() throws IOException {
        String rule = write("TwiceRule.java", RULE.replace("MineRule", "TwiceRule")).toString();
        String page = folder.resolve("page.html").toString();
        List<String> race =
                List.of("race", rule, rule + ":lr=0.5", "--max-steps", "1", "--report", page);
        assertThat(run(race.toArray(String[]::new))).isZero();
        assertThat(out.toString().lines().filter(line -> line.startsWith("Twice:"))).hasSize(1);
        List<String> narrow = new ArrayList<>(race);
        narrow.addAll(List.of("--storage", "bfloat16-stochastic"));
        assertThat(run(narrow.toArray(String[]::new))).isZero();
        assertThat(out.toString().lines())
                .filteredOn(line -> line.startsWith("Twice with v in BFLOAT16 rounded at random:"))
                .hasSize(1);
    }

    @Test
    void saysWhichDeviceRunsARule() throws IOException {
        requireDevice();
        String rule = write("FarRule.java", RULE.replace("MineRule", "FarRule")).toString();
        String page = folder.resolve("page.html").toString();
        int code = run("race", rule, "--max-steps", "1", "--backend", "opencl", "--report", page);
        assertThat(code).isZero();
        assertThat(out.toString())
                .containsPattern("\\RFar: OpenCL kernels run on device .+ all states are resident");
    }
}
