package dev.optweave.benchmarks.bare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.optimizers.StockOptimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficTest {

    /** The bytes are those that docs/performance.md lists of the certificates. */
    @ParameterizedTest
    @CsvSource({
        "Sgd, float, rw4-r4, 12",
        "Sgd, int8-block, rw4-r4, 12",
        "Momentum, float, rw4-rw4-r4, 20",
        "AdamW, float, rw4-rw4-rw4-r4, 28",
        "AdamW, bfloat16, rw4-rw2-rw2-r4, 20",
        "AdamW, float16, rw4-rw2-rw2-r4, 20",
        "AdamW, int8-block, rw4-rw1-rw1-r4, 16",
        "AmsGrad, float, rw4-rw4-rw4-rw4-r4, 36",
        "NesterovLookahead, float, r4-w4/r4-w4/rw4-r4/rw4-rw4-r4, 48"
    })
    void isWhatTheStepMoves(String rule, String variant, String streams, int bytes) {
        Traffic traffic = Traffic.of(rule, variant);
        assertThat(traffic).hasToString(streams);
        assertThat(traffic.bytes()).isEqualTo(bytes);
    }

    @Test
    void readsWhatItWrites() {
        for (String rule : StockOptimizers.names()) {
            Traffic traffic = Traffic.of(rule, "float");
            assertThat(Traffic.parse(traffic.toString())).isEqualTo(traffic);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x4", "rw3", "4", "r4-", "r4/"})
    void namesTheStreamsThereAre(String text) {
        assertThatThrownBy(() -> Traffic.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed: r, w or rw with 1, 2 or 4");
    }
}
