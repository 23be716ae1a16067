package dev.optweave.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuickstartTest {

    @Test
    void readsMostDigitsAfterTenEpochs() {
        assertThat(Quickstart.train(10)).isGreaterThan(0.96);
    }
}
