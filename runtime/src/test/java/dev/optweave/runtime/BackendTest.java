package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.optimizers.AdamEpsInside;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.AdamWEpsInside;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
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
    void aLineSaysOnceOfEachRuleWhatRunsItAndWhy() {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.optweave");
        Handler handler =
                new Handler() {
                    @Override
                    public void publish(LogRecord line) {
                        lines.add(line.getMessage());
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        logger.addHandler(handler);
        try {
            // rules that no other test runs, as what was said before is not said again
            for (int time = 0; time < 2; time++) {
                Parameters parameters = Data.mixed(1);
                AdamEpsInside.builder().backend(Backend.SCALAR).build(parameters).close();
                AdamWEpsInside.builder().backend(Backend.VECTOR).build(parameters).close();
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines.get(0)).isEqualTo("AdamEpsInside: scalar loops run, as the builder asks");
        assertThat(lines.get(1))
                .matches(
                        "AdamWEpsInside: vector loops run, \\d+ floats at a time, as the builder"
                                + " asks; every loop has a vector form");
        assertThat(lines).hasSize(2);
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
