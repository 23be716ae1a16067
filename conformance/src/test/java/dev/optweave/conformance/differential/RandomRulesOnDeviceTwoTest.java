package dev.optweave.conformance.differential;

import org.junit.jupiter.api.Test;

/** The second half of the random rules on a device. */
class RandomRulesOnDeviceTwoTest {

    @Test
    void aDeviceGivesTheInterpretersBits() {
        RandomRulesOnDevice.secondHalf();
    }
}
