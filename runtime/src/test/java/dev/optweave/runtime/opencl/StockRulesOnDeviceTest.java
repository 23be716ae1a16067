package dev.optweave.runtime.opencl;

import dev.optweave.optimizers.StockOptimizers;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every stock rule gives on a device the bits that it gives in Java. */
class StockRulesOnDeviceTest {

    private static OpenClDevice device;

    @BeforeAll
    static void open() {
        device = Devices.open();
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
    }

    static Stream<String> names() {
        return StockOptimizers.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesTheBitsOfJavaInFloat(String name) {
        compare(name, false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesTheBitsOfJavaInDouble(String name) {
        compare(name, true);
    }

    @ParameterizedTest
    @MethodSource("names")
    void givesTheBitsOfJavaWithoutDoubles(String name) {
        try (OpenClDevice narrow = Devices.withoutDoubles()) {
            compare(narrow, name, false);
        }
    }

    private static void compare(String name, boolean isDouble) {
        compare(device, name, isDouble);
    }

    private static void compare(OpenClDevice device, String name, boolean isDouble) {
        Trajectory.compare(
                device,
                Trajectory.parameters(isDouble),
                Trajectory.parameters(isDouble),
                parameters -> StockOptimizers.builder(name).build(parameters));
    }
}
