package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drivers that compile inside the process leave the JVM the signals that it lives by. */
class SignalHandlersTest {

    /** The JVM handles it as it does faults, and no driver is known to touch it. */
    private static final int BROKEN_PIPE = 13;

    private static OpenClDevice device;

    @BeforeAll
    static void compile() {
        device = Devices.open();
        device.program("gradients.cl", Resources.gradients(), "");
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
    }

    /** Illegal instructions, bus errors, arithmetic faults and accesses to what is unmapped. */
    @ParameterizedTest
    @ValueSource(ints = {4, 7, 8, 11})
    void faultsAreTheJvmsToHandle(int signal) {
        long handler = SignalHandlers.handler(signal);
        assumeThat(handler).as("handlers can be told on Linux").isNotZero();
        assertThat(handler).isEqualTo(SignalHandlers.handler(BROKEN_PIPE));
    }

    /** Handles that no platform has; the calls replace no handler. */
    @Test
    void eachPlatformSettlesForItselfUntilDevicesAreListed() {
        assumeThat(SignalHandlers.handler(BROKEN_PIPE)).as("handlers can be told").isNotZero();
        assertThat(SignalHandlers.<Integer>keptWhileCompiling(-1, () -> 5)).isEqualTo(5);
        assertThat(SignalHandlers.isSettled(-1)).isTrue();
        assertThat(SignalHandlers.isSettled(-2)).isFalse();
        OpenCl.devices();
        assertThat(SignalHandlers.isSettled(-1)).isFalse();
    }

    @Test
    void anIntegerDividedByZeroStillThrows() {
        int[] numbers = {1, 0};
        assertThatThrownBy(() -> numbers[0] /= numbers[1]).isInstanceOf(ArithmeticException.class);
    }
}
