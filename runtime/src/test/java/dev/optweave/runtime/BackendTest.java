package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.optimizers.AdamW;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendTest {

    @Test
    void aRuleWithoutVectorLoopsRunsScalarUnlessVectorsAreDemanded() {
        Handmade.of(Rules.SGD).build(Parameters.of(Data.floats("w", 1, 100))).step(() -> 0);
        assertThatThrownBy(
                        () ->
                                Handmade.of(Rules.SGD)
                                        .backend(Backend.VECTOR)
                                        .build(Parameters.of(Data.floats("w", 1, 100))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the backend VECTOR is not possible")
                .hasMessageContaining("compile with --add-modules jdk.incubator.vector");
    }

    @Test
    void allBackendsGiveTheSameBits() {
        long[] scalar = trained(Backend.SCALAR);
        assertThat(trained(Backend.VECTOR)).isEqualTo(scalar);
        assertThat(trained(Backend.AUTO)).isEqualTo(scalar);
    }

    @Test
    void aLineSaysOnceOfEachRuleAndStorageWhatRunsItAndWhy()
            throws IOException, InterruptedException {
        List<String> lines = ProgramOfItsOwn.output(List.of(), BackendLines.class);
        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).isEqualTo("AdamW: scalar loops run, as the builder asks");
        assertThat(lines.get(1))
                .matches(
                        "AdamW: vector loops run, \\d+ floats at a time, as the builder asks;"
                                + " every loop has a vector form");
        assertThat(lines.get(2))
                .matches(
                        "AdamW: vector loops run, \\d+ floats at a time, where they reduce, compare"
                                + " or store fewer bits, and over small tensors that need no value"
                                + " of their own; the JVM vectorizes the others, which stay"
                                + " scalar");
        assertThat(lines.get(3))
                .isEqualTo(lines.get(2).replace("AdamW:", "AdamW with m, v in BFLOAT16:"));
        assertThat(lines.subList(4, 7))
                .containsExactly(
                        "AdamW with v in INT8_BLOCK: scalar loops run, as the builder asks",
                        "AdamW with parameters in BFLOAT16 and companions, v in INT8_BLOCK rounded"
                                + " at random: scalar loops run, as the builder asks",
                        "AdamW with parameters in BFLOAT16 rounded at random, m, v in FLOAT16, m in"
                                + " FLOAT32: scalar loops run, as the builder asks");
    }

    @Test
    void aGroupCannotChooseABackend() {
        assertThatThrownBy(
                        () ->
                                AdamW.builder()
                                        .group(
                                                "some",
                                                tensor -> true,
                                                group -> group.backend(Backend.VECTOR)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("backend cannot be called for group `some`");
    }

    private static long[] trained(Backend backend) {
        Parameters parameters = Data.mixed(5);
        AdamW optimizer = AdamW.builder().backend(backend).build(parameters);
        for (int step = 0; step < 3; step++) {
            Data.refill(parameters, step);
            optimizer.step();
        }
        return Data.bits(parameters);
    }
}
