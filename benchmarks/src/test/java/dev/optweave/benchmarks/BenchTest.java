package dev.optweave.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.report.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter errors = new StringWriter();

    private final StringWriter out = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Bench.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }

    @Test
    void namesTheQuestionsWhenThereIsNoSuchOne() {
        assertThat(run("rooflin")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString())
                .startsWith("bench: there is no question `rooflin`; allowed: ")
                .contains("models")
                .contains("peers")
                .contains("try: bench --help");
    }

    @Test
    void asksForAQuestion() {
        assertThat(run()).isEqualTo(Bench.USAGE);
        assertThat(errors.toString()).startsWith("bench: a question is missing; allowed: ");
    }

    @Test
    void namesTheOptionsWhenThereIsNoSuchOne() {
        assertThat(run("peers", "--speed")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString())
                .startsWith("bench: there is no option `--speed`; allowed: ")
                .contains("--quick");
    }

    @Test
    void namesTheRulesWhenThereIsNoSuchOne() {
        assertThat(run("peers", "--rule", "Adamw")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString()).startsWith("bench: --rule: ").contains("AdamW");
    }

    @Test
    void namesTheStoragesTheWorkloadsAndThePeers() {
        assertThat(run("peers", "--storage", "int4")).isEqualTo(Bench.USAGE);
        assertThat(run("models", "--workload", "gpt5")).isEqualTo(Bench.USAGE);
        assertThat(run("small", "--peer", "numpy")).isEqualTo(Bench.USAGE);
        assertThat(run("small", "--rounds", "0")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString())
                .contains("there is no storage `int4`; allowed: all, bfloat16, float, float16")
                .contains("there is no workload `gpt5`; allowed: bert-base, gpt2-small")
                .contains("there is no peer `numpy`; allowed: ")
                .contains("--rounds: 0; allowed: 1 and above");
    }

    @Test
    void namesTheSizesAndThreadsOfARoofline() {
        assertThat(run("roofline", "--size", "17")).isEqualTo(Bench.USAGE);
        assertThat(run("roofline", "--size", "1Gi")).isEqualTo(Bench.USAGE);
        assertThat(run("roofline", "--rule", "Adamw")).isEqualTo(Bench.USAGE);
        assertThat(run("roofline", "--storage", "int4")).isEqualTo(Bench.USAGE);
        assertThat(run("roofline", "--threads", "0")).isEqualTo(Bench.USAGE);
        assertThat(run("scaling", "--size", "512Mi")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString())
                .contains("--size: `17`; allowed: multiples of 1024 from 1Ki to 256Mi")
                .contains("--size: `1Gi`; allowed")
                .contains("--rule: ")
                .contains("--storage: there is no storage `int4`; allowed: all, bfloat16")
                .contains("--threads: 0; allowed: 1 to ")
                .contains("--size: `512Mi`; allowed");
    }

    @Test
    void refusesMoreThreadsThanThereAreProcessors() {
        int most = Runtime.getRuntime().availableProcessors();
        String many = Integer.toString(most + 1);
        assertThat(run("peers", "--threads", many, "--peer", "none")).isEqualTo(Bench.USAGE);
        assertThat(run("roofline", "--threads", "1," + many)).isEqualTo(Bench.USAGE);
        assertThat(run("scaling", "--threads", many)).isEqualTo(Bench.USAGE);
        String message = "bench: --threads: %s; allowed: 1 to %d, the number of processors";
        assertThat(errors.toString().lines().filter(line -> line.contains("--threads: ")))
                .hasSize(3)
                .containsOnly(message.formatted(many, most));
    }

    @Test
    void namesWhatAFileMayBeCalledAndWhatAllConsistsOf() {
        assertThat(run("roofline", "--name", "../x")).isEqualTo(Bench.USAGE);
        assertThat(run("all", "--only", "nothing")).isEqualTo(Bench.USAGE);
        assertThat(errors.toString())
                .contains("--name: `../x`; allowed: letters, digits, - and _")
                .contains("--only: there is no `nothing`; allowed: roofline-rules, ");
    }

    @Test
    void theDocumentationHasAPlaceForEachTableThatIsTakenOver() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "performance.md"));
        run("all", "--list");
        Map<String, String> tables =
                out.toString()
                        .lines()
                        .collect(Collectors.toMap(line -> line.split(" ")[0], line -> "table\n"));
        assertThat(Page.with(tables, page)).contains("table\n<!-- end -->");
    }

    @ParameterizedTest
    @CsvSource({
        "peers, true",
        "peers --peer none, false",
        "peers --peer=none, false",
        "peers --peer unfused Java, false",
        "peers --rule Lion, false",
        "whole-step --peer libtorch, true",
        "scaling, false",
        "compile, false",
        "all, true",
        "all --quick, true",
        "all --only compile, false",
        "all --only=scaling --only roofline-rules, false",
        "all --only compile --only small, true",
        "all --list, false",
        "all --docs, false"
    })
    void theLauncherIsToldWhetherAQuestionNeedsPeers(String question, boolean needed) {
        System.setProperty("optweave.bench.check", "true");
        try {
            assertThat(run(question.split(" (?!Java)"))).isZero();
        } finally {
            System.clearProperty("optweave.bench.check");
        }
        assertThat(out.toString().strip()).isEqualTo(needed ? "peers" : "");
        assertThat(errors.toString()).isEmpty();
    }

    @Test
    void listsWithMinutesWhatTheDocumentationShows() {
        assertThat(run("all", "--list")).isZero();
        assertThat(out.toString().lines())
                .hasSizeGreaterThan(8)
                .allMatch(
                        line -> line.matches("[a-z0-9-]+ +\\d+\\.\\d minutes   ./bench [a-z-]+.*"));
        assertThat(errors.toString()).startsWith("all: about ");
    }

    @Test
    void saysWhatEachQuestionTakes() {
        for (String question : Bench.commandLine().getSubcommands().keySet()) {
            if (!question.equals("help")) {
                assertThat(run(question, "--help")).isZero();
            }
        }
        assertThat(out.toString()).contains("--quick").contains("--rounds").contains("--storage");
    }
}
