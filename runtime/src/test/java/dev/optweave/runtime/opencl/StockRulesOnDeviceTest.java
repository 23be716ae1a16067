package dev.optweave.runtime.opencl;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.StockOptimizers;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every stock rule gives on a device the bits that it gives in Java. */
class StockRulesOnDeviceTest {

    @RegisterExtension private static final TestDevice DEVICE = new TestDevice();

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

    /** A work-item takes a block on processors, and a group of them elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"Lamb", "Lars"})
    void givesTheBitsOfJavaWhereGroupsReduce(String name) {
        try (OpenClDevice other = Devices.reducingInGroups()) {
            compare(other, name, false);
            compare(other, name, true);
            Trajectory.compare(
                    other,
                    Trajectory.parameters(false),
                    Trajectory.parameters(false),
                    parameters ->
                            StockOptimizers.builder(name)
                                    .storage(Storage.INT8_BLOCK)
                                    .clipByNorm(1)
                                    .build(parameters));
        }
    }

    private static void compare(String name, boolean isDouble) {
        compare(DEVICE.get(), name, isDouble);
    }

    private static void compare(OpenClDevice device, String name, boolean isDouble) {
        Trajectory.compare(
                device,
                Trajectory.parameters(isDouble),
                Trajectory.parameters(isDouble),
                parameters -> StockOptimizers.builder(name).build(parameters));
    }
}
