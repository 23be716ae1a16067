package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhResultTest {

    @TempDir private Path folder;

    @Test
    void takesTheMedianOfTheIterations() throws IOException {
        assertThat(JmhResult.nanoseconds(json("ns/op", "[[30.5, 10.0], [20.0]]").toFile()))
                .isEqualTo(20.0);
    }

    @Test
    void refusesOtherUnitsAndOtherCounts() throws IOException {
        Path other = json("us/op", "[[1.0]]");
        assertThatThrownBy(() -> JmhResult.nanoseconds(other.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("us/op");
        Path none = Files.writeString(folder.resolve("none.json"), "[]");
        assertThatThrownBy(() -> JmhResult.nanoseconds(none.toFile()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds 0 results");
    }

    @Test
    void givesTheMessageOfTheExceptionThatStoppedABenchmark() {
        assertThat(
                        JmhResult.reason(
                                List.of(
                                        "# Warmup Iteration   1: ",
                                        "<failure>",
                                        "",
                                        "java.lang.IllegalStateException: tensor `w0` differs",
                                        "\tat dev.optweave.X.y(X.java:1)")))
                .isEqualTo("tensor `w0` differs");
        assertThat(
                        JmhResult.reason(
                                List.of(
                                        "<failure>",
                                        "java.lang.ExceptionInInitializerError",
                                        "\tat x",
                                        "Caused by: java.lang.IllegalStateException: no libjnind4j",
                                        "\tat y")))
                .isEqualTo("no libjnind4j");
    }

    @Test
    void givesWhatTheJvmPrintedWhenItDidNotStart() {
        assertThat(JmhResult.reason(List.of("Error: Could not find or load main class X")))
                .isEqualTo("Error: Could not find or load main class X");
    }

    private Path json(String unit, String data) throws IOException {
        return Files.writeString(
                folder.resolve("jmh.json"),
                "[{\"primaryMetric\": {\"scoreUnit\": \""
                        + unit
                        + "\", \"rawData\": "
                        + data
                        + "}}]");
    }
}
