package dev.optweave.runtime.opencl;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every kernel once, on few elements: fast enough for a simulator that watches each access to
 * memory. The build runs this test on one, too, and looks at what it reports.
 */
class KernelsUnderInspectionTest {

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

    private static void run(boolean isDouble, Function<Parameters, Optimizer> build) {
        Parameters host = Trajectory.parameters(isDouble, 0, 1, 300, 4100);
        try (DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
                Optimizer optimizer = build.apply(parameters)) {
            for (int step = 1; step <= 2; step++) {
                int now = step;
                optimizer.step(() -> Trajectory.gradients(host, now));
            }
            optimizer.evaluation().close();
            optimizer.saveState();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void stockRules(String name) {
        run(false, p -> StockOptimizers.builder(name).build(p));
        run(true, p -> StockOptimizers.builder(name).build(p));
    }

    /** The simulator is a processor among other things, and takes groups unless told otherwise. */
    @Test
    void blocksThatAWorkItemReduces() {
        OpenClDevice inGroups = device;
        try (OpenClDevice inLoops = Devices.reducingInLoops()) {
            device = inLoops;
            run(false, p -> Lamb.builder().clipByNorm(1).build(p));
            run(true, p -> Lamb.builder().clipByNorm(1).build(p));
            run(false, p -> Lamb.builder().storage(Storage.INT8_BLOCK).build(p));
        } finally {
            device = inGroups;
        }
    }

    @Test
    void gradientsThatAreAccumulatedAndClipped() {
        run(
                false,
                p ->
                        AdamW.builder()
                                .accumulateGradients(2)
                                .clipByValue(2)
                                .clipByNorm(1)
                                .clipByGlobalNorm(1)
                                .build(p));
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16", "INT8_BLOCK"})
    void reducedStorage(Storage storage) {
        run(false, p -> AdamW.builder().storage(storage).build(p));
        run(false, p -> Lamb.builder().storage(storage).build(p));
        run(false, p -> AdamW.builder().storage(storage, Rounding.STOCHASTIC).build(p));
        run(false, p -> Lamb.builder().storage(storage, Rounding.STOCHASTIC).build(p));
    }
}
