package dev.optweave.conformance.differential;

import org.junit.jupiter.api.Test;

/** The first half of the random rules on a device. */
class RandomRulesOnDeviceOneTest {

    @Test
    void aDeviceGivesTheInterpretersBits() {
        RandomRulesOnDevice.firstHalf();
    }
}
