package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Trajectories are replayed, and what deviates is named. */
class ReplayCommandTest extends LabCommands {

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
}
