package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LabTest {

    private static final String RULE =
            """
            import dev.optweave.*;
            @OptimizerRule
            @Update({
                "v = rho * v + g",
                "w -= lr * v"
            })
            interface MineRule {
                @LearningRate(0.1) double lr();
                @Hyper(value = 0.5, min = 0, max = 1) double rho();
                @State Slot v();
            }
            """;

    private static final String TRACE =
            """
            {"traces": [
              {"name": "right", "rule": "MineRule.java", "set": {"lr": 0.5}, "shapes": [[2]],
               "initial": [[1, 2]], "gradients": [[[1, 0]], [[0, 1]]],
               "expected": [[[0.5, 2]], [[0.25, 1.5]]], "tolerance": 1e-12},
              {"name": "wrong", "rule": "Sgd", "set": {"lr": 0.5}, "shapes": [[1]],
               "initial": [[1]], "gradients": [[[1]]], "expected": [[[0.6]]]}
            ]}
            """;

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("race", "replay", "show", "check", "Exit codes:");
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("Optweave lab");
        for (String command : new String[] {"race", "replay", "show", "check", "storage"}) {
            assertThat(run(command, "--help")).isZero();
        }
    }

    @Test
    void comparesStorages() {
        assertThat(run("storage", "AdamW", "--max-steps", "60")).isZero();
        String[] lines = out.toString().lines().toArray(String[]::new);
        assertThat(lines[0]).isEqualTo("AdamW on Handwritten digits, 30 epochs, batch 32, seed 1");
        assertThat(out.toString())
                .containsPattern("\\nSAME +0\\.\\d+ +1\\.000 +\\d+\\.\\d % +76,896 B +60\\R")
                .containsPattern("\\nBFLOAT16 STOCHASTIC .* 38,456 B ")
                .containsPattern("\\nINT8_BLOCK .* 19,548 B ")
                .containsPattern("\\nbfloat16 parameters, kahan\\(\\) .* 96,116 B ")
                .doesNotContain("diverged");
    }

    @Test
    void wantsACommand() {
        assertThat(run()).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("a command is missing").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rice|there is no command `rice`; did you mean `race`?",
                "race --epohcs 3|there is no option `--epohcs`; did you mean `--epochs`?",
                "show AdamW Lion|too much: `Lion`",
                "replay x --backend cuda|there is no backend `cuda`; allowed: java, vector, opencl,"
                        + " interpreter",
                "replay x --backend vectors|did you mean `vector`?",
                "race --backend interpreter|no backend `interpreter`; allowed: auto, java, vector",
                "race --storage int8|there is no storage `int8`; did you mean `int8-block`?",
                "race --storage brain|did you mean `brain-parameters`?",
                "race --storage bfloat61|did you mean `bfloat16`? Allowed: as-declared, same",
                "device|there is no command `device`; did you mean `devices`?",
                "race --problem digit|`digit`; did you mean `digits`? Allowed: digits, logistic",
                "replay|FILE",
            })
    void saysWhatTheCommandLineLacks(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains(message, "--help").doesNotContain("Exception");
    }

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
    void replaysTracesAndSaysHowManyPassed() throws IOException {
        write("MineRule.java", RULE);
        Path traces = write("traces.json", TRACE);
        for (String backend : new String[] {"java", "vector", "interpreter"}) {
            out.getBuffer().setLength(0);
            assertThat(run("replay", traces.toString(), "--backend", backend))
                    .isEqualTo(Lab.FAILED);
            assertThat(out.toString().lines().toList())
                    .hasSize(3)
                    .satisfiesExactly(
                            line -> assertThat(line).startsWith("pass  right  Mine "),
                            line ->
                                    assertThat(line)
                                            .startsWith("FAIL  wrong  Sgd ")
                                            .contains("1.67e-01 at step 1, tensor 1"),
                            line -> assertThat(line).isEqualTo("1 passed, 1 failed"));
        }
    }

    @Test
    void replaysOnADevice() throws IOException {
        requireDevice();
        write("MineRule.java", RULE);
        Path traces = write("traces.json", TRACE);
        assertThat(run("replay", traces.toString(), "--backend", "opencl")).isEqualTo(Lab.FAILED);
        assertThat(out.toString())
                .contains("pass  right  Mine ", "1.67e-01 at step 1", "1 passed, 1 failed");
    }

    @Test
    void racesOnADeviceToTheSameCurves() throws IOException {
        requireDevice();
        assertThat(curves("--backend", "opencl")).isEqualTo(curves("--backend", "java"));
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

    @Test
    void racesInEveryStorage() throws IOException {
        String exact = curves("--storage", "same");
        assertThat(exact).isEqualTo(curves());
        for (String storage :
                List.of("bfloat16", "float16", "int8-block-stochastic", "brain-parameters-kahan")) {
            assertThat(curves("--storage", storage)).as(storage).isNotEqualTo(exact);
        }
    }

    @ParameterizedTest
    @CsvSource({"brain-parameters", "brain-parameters-stochastic", "brain-parameters-kahan"})
    void noTypeIsAskedForThatAStorageWouldIgnore(String storage) {
        assertThat(run("race", "AdamW", "--storage", storage, "--dtype", "float64"))
                .isEqualTo(Lab.USAGE);
        assertThat(err.toString())
                .contains("--storage " + storage + " keeps parameters in bfloat16")
                .contains("leave out --dtype", "allows as-declared, same, bfloat16,");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"same", "bfloat16", "float16", "int8-block-stochastic"})
    void everyOtherStorageHoldsStatesOfDoubles(String storage) throws IOException {
        String page = folder.resolve("page.html").toString();
        List<String> race =
                List.of("race", "AdamW", "--storage", storage, "--epochs", "1", "--report", page);
        assertThat(run(race.toArray(String[]::new))).isZero();
        String floats = Files.readString(Path.of(page));
        List<String> doubles = new ArrayList<>(race);
        doubles.addAll(List.of("--dtype", "float64"));
        assertThat(run(doubles.toArray(String[]::new))).isZero();
        assertThat(Files.readString(Path.of(page))).isNotEqualTo(floats).contains("in float64");
    }

    @Test
    void doublesAreNotComparedWithParametersThatAreComputedInFloat() {
        assertThat(run("storage", "AdamW", "--max-steps", "20", "--dtype", "float64")).isZero();
        assertThat(out.toString())
                .contains("without parameters in bfloat16, which are computed in float")
                .containsPattern("\\nSAME .* 153,776 B ")
                .doesNotContain("bfloat16 parameters");
    }

    /** What a page says of the curves of a short race. */
    private String curves(String... options) throws IOException {
        Path page = folder.resolve("page.html");
        List<String> arguments =
                new ArrayList<>(List.of("race", "AdamW", "Lion", "--epochs", "2", "--report"));
        arguments.add(page.toString());
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        String text = Files.readString(page);
        assertThat(text).contains(String.join(" ", options));
        return text.lines()
                .filter(line -> line.contains("id=\"race\""))
                .collect(Collectors.joining());
    }

    @Test
    void listsDevicesOrSaysWhatToInstall() {
        int code = run("devices");
        if (code == Lab.DONE) {
            assertThat(out.toString())
                    .startsWith("#  name ")
                    .contains("memory", "units", " GiB ", "correctly rounded");
        } else {
            assertThat(code).isEqualTo(Lab.USAGE);
            assertThat(err.toString()).contains("install").doesNotContain("Exception");
        }
    }

    private static void requireDevice() {
        try {
            assumeFalse(OpenCl.devices().isEmpty(), "no OpenCL device on this machine");
        } catch (OpenClException e) {
            abort("no OpenCL on this machine: " + e.getMessage());
        }
    }

    @Test
    void replaysInFloatWithAToleranceForFloats() throws IOException {
        write("MineRule.java", RULE);
        Path traces =
                write("traces.json", TRACE.replace("0.6", "0.5").replace("[[1, 2]]", "[[1.1, 2]]"));
        assertThat(run("replay", traces.toString(), "--dtype", "float32", "--threads", "2"))
                .isEqualTo(Lab.FAILED);
        assertThat(out.toString()).contains("tolerance 2e-5", "FAIL  right", "pass  wrong");
    }

    @Test
    void replaysInColumnsHoweverLongTheNamesAre() throws IOException {
        Path traces = write("traces.json", TRACE.replace("MineRule.java", "NesterovLookahead"));
        run("replay", traces.toString());
        assertThat(out.toString().lines().limit(2))
                .extracting(line -> line.indexOf("largest error"))
                .containsOnly("FAIL  right  NesterovLookahead  ".length());
    }

    @Test
    void replaysWithAnotherRule() throws IOException {
        Path traces = write("traces.json", TRACE.replace("0.6", "0.5"));
        assertThat(run("replay", traces.toString(), "--rule", "Sgd")).isEqualTo(Lab.FAILED);
        assertThat(out.toString()).contains("FAIL  right  Sgd", "pass  wrong  Sgd");
    }

    @Test
    void namesTheTraceThatCannotBeReplayed() throws IOException {
        Path traces = write("traces.json", TRACE.replace("Sgd", "AdamX"));
        write("MineRule.java", RULE);
        assertThat(run("replay", traces.toString())).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("AdamX");
        assertThat(out.toString()).isEmpty();
        write("traces.json", TRACE.replace("\"lr\"", "\"rate\""));
        assertThat(run("replay", traces.toString())).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("trace `right`").contains("rate");
    }

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
    void everyCommandSaysThatAWarningIsOne() throws IOException {
        Path rule = write("MineRule.java", RULE.replace("lr * v", "lr * g"));
        String page = folder.resolve("page.html").toString();
        assertThat(run("check", rule.toString())).isZero();
        assertThat(out.toString()).contains("[unread-state]", "  (a warning)");
        assertThat(run("show", rule.toString(), "--equations")).isZero();
        assertThat(err.toString()).contains("[unread-state]").containsOnlyOnce("  (a warning)");
        err.getBuffer().setLength(0);
        assertThat(run("race", rule.toString(), "--epochs", "1", "--report", page)).isZero();
        assertThat(err.toString()).contains("[unread-state]").containsOnlyOnce("  (a warning)");
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

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        CommandLine commandLine = Lab.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
