package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every kernel once, on few elements: fast enough for a simulator that watches each access to
 * memory. The build runs this test on one, too, and looks at what it reports.
 */
class KernelsUnderInspectionTest {

    @RegisterExtension private static final TestDevice DEVICE = new TestDevice();

    static Stream<String> names() {
        return StockOptimizers.names().stream();
    }

    private static void run(boolean isDouble, Function<Parameters, Optimizer> build) {
        run(DEVICE.get(), isDouble, build);
    }

    private static void run(
            OpenClDevice device, boolean isDouble, Function<Parameters, Optimizer> build) {
        Parameters host = Trajectory.parameters(isDouble, 0, 1, 300, 4100);
        run(device, host, step -> Trajectory.gradients(host, step), build);
    }

    private static void run(
            OpenClDevice device,
            Parameters host,
            IntToDoubleFunction gradients,
            Function<Parameters, Optimizer> build) {
        try (DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
                Optimizer optimizer = build.apply(parameters)) {
            for (int step = 1; step <= 2; step++) {
                int now = step;
                optimizer.step(() -> gradients.applyAsDouble(now));
            }
            optimizer.evaluation().close();
            optimizer.saveState();
        }
    }

    /** Tensors of brain floats, with gradients of floats and of brain floats. */
    private static void runBrain(Function<Parameters, Optimizer> build) {
        float[] floats = new float[300];
        short[] brains = new short[4100];
        Parameters host =
                Parameters.of(
                        Tensor.ofBFloat16("a", new short[300], floats, 300),
                        Tensor.ofBFloat16("b", new short[4100], brains, 4100));
        IntToDoubleFunction gradients =
                step -> {
                    Arrays.fill(floats, step);
                    Arrays.fill(brains, BFloat16.fromFloat(-step));
                    return 0;
                };
        run(DEVICE.get(), host, gradients, build);
    }

    /** Without this a build that fails to hand over the simulator would inspect nothing. */
    @Test
    void theDeviceIsTheSimulatorExactlyWhereOneIsToReport() {
        String name = DEVICE.get().info().name();
        assertThat(name.contains("Oclgrind"))
                .as("%s is the simulator, which reports to the file of OCLGRIND_LOG", name)
                .isEqualTo(System.getenv("OCLGRIND_LOG") != null);
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
        try (OpenClDevice inLoops = Devices.reducingInLoops()) {
            run(inLoops, false, p -> Lamb.builder().clipByNorm(1).build(p));
            run(inLoops, true, p -> Lamb.builder().clipByNorm(1).build(p));
            run(inLoops, false, p -> Lamb.builder().storage(Storage.INT8_BLOCK).build(p));
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

    @Test
    void parametersInBrainFloats() {
        runBrain(p -> AdamW.builder().build(p));
        runBrain(p -> Lamb.builder().parameterRounding(Rounding.STOCHASTIC).build(p));
        runBrain(p -> AdamW.builder().kahan().build(p));
        runBrain(p -> AdamW.builder().storage(Storage.INT8_BLOCK).kahan().build(p));
    }

    @Test
    void averagesOfParametersAndGradientsMadeZero() {
        run(false, p -> AdamW.builder().parameterEma(0.9).zeroGradients().build(p));
        run(true, p -> Lamb.builder().parameterEma(0.9).zeroGradients().build(p));
        runBrain(p -> AdamW.builder().parameterEma(0.9).zeroGradients().build(p));
        runBrain(p -> AdamW.builder().parameterEma(0.9).kahan().build(p));
    }
}
