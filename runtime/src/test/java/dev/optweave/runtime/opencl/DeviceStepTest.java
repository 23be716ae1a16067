package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.Momentum;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerState;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.schedule.Schedules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lwjgl.opencl.CL10;

/** Whatever an optimizer can do in Java it does on a device, with the same bits. */
class DeviceStepTest {

    @RegisterExtension private static final TestDevice DEVICE = new TestDevice();

    private static void compare(Function<Parameters, Optimizer> build) {
        for (boolean isDouble : new boolean[] {false, true}) {
            Trajectory.compare(
                    DEVICE.get(),
                    Trajectory.parameters(isDouble),
                    Trajectory.parameters(isDouble),
                    build);
        }
    }

    @Test
    void groupsSchedulesAndMaximization() {
        compare(
                p ->
                        AdamW.builder()
                                .lr(Schedules.warmup(3).then(Schedules.cosine(1e-2, 1e-3, 9)))
                                .maximize()
                                .group(t -> t.length() < 100, g -> g.weightDecay(0).beta1(0))
                                .build(p));
    }

    @Test
    void clippingByValue() {
        compare(p -> Momentum.builder().lr(0.1).clipByValue(0.5).build(p));
    }

    @Test
    void clippingByNorm() {
        compare(p -> Momentum.builder().lr(0.1).clipByNorm(0.5).build(p));
    }

    @Test
    void clippingByGlobalNormOfAccumulatedGradients() {
        compare(
                p ->
                        Lamb.builder()
                                .clipByValue(2)
                                .clipByNorm(30)
                                .clipByGlobalNorm(1)
                                .accumulateGradients(2)
                                .build(p));
    }

    @Test
    void aNormThatIsNotFiniteLeavesParametersAndStatesAsTheyWere() {
        Parameters host = Trajectory.parameters(false, 100, 5000);
        Parameters untouched = Trajectory.parameters(false, 100, 5000);
        try (DeviceParameters resident = DEVICE.get().allocate(host, Transfers.EVERY_STEP);
                Optimizer optimizer = AdamW.builder().clipByNorm(1).build(resident)) {
            host.tensor("w1").floatGradient()[4999] = Float.NaN;
            assertThatThrownBy(optimizer::step)
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("`w1`");
            resident.download();
            Trajectory.same("after the failure", untouched, host);
            assertThat(optimizer.steps()).isZero();
        }
    }

    @Test
    void aClosureThatThrowsLeavesTheParametersWhereTheyWere() {
        Parameters host = Trajectory.parameters(false, 100);
        Parameters untouched = Trajectory.parameters(false, 100);
        try (DeviceParameters resident = DEVICE.get().allocate(host, Transfers.EVERY_STEP);
                Optimizer optimizer = NesterovLookahead.builder().build(resident)) {
            assertThatThrownBy(
                            () ->
                                    optimizer.step(
                                            () -> {
                                                throw new IllegalStateException("no batch");
                                            }))
                    .hasMessage("no batch");
            Trajectory.same("on the host", untouched, host);
            resident.download();
            Trajectory.same("on the device", untouched, host);
        }
    }

    @Test
    void savedStatesGoBothWaysBetweenJavaAndADevice() {
        Parameters java = Trajectory.parameters(false);
        Parameters host = Trajectory.parameters(false);
        try (DeviceParameters resident = DEVICE.get().allocate(host, Transfers.EVERY_STEP);
                Optimizer there = AdamW.builder().accumulateGradients(2).build(resident);
                Optimizer here = AdamW.builder().accumulateGradients(2).build(java)) {
            for (int step = 0; step < 5; step++) {
                int now = step;
                there.step(() -> Trajectory.gradients(host, now));
            }
            OptimizerState saved = there.saveState();
            copy(host, java);
            here.restore(saved);
            here.step(() -> Trajectory.gradients(java, 9));
            there.step(() -> Trajectory.gradients(host, 9));
            Trajectory.same("in Java", java, host);
            Trajectory.sameStates("in Java", here, there);
            OptimizerState back = here.saveState();
            there.step(() -> Trajectory.gradients(host, 10));
            copy(java, host);
            resident.upload();
            there.restore(back);
            for (int step = 0; step < 3; step++) {
                int now = step;
                here.step(() -> Trajectory.gradients(java, now));
                there.step(() -> Trajectory.gradients(host, now));
            }
            Trajectory.same("on the device", java, host);
        }
    }

    private static void copy(Parameters from, Parameters to) {
        for (int t = 0; t < from.size(); t++) {
            float[] values = from.tensors().get(t).floatValues();
            System.arraycopy(values, 0, to.tensors().get(t).floatValues(), 0, values.length);
        }
    }

    @Test
    void withExplicitTransfersAStepTouchesNothingButTheDevice() {
        Parameters java = Trajectory.parameters(false);
        Parameters host = Trajectory.parameters(false);
        Parameters untouched = Trajectory.parameters(false);
        try (DeviceParameters resident = DEVICE.get().allocate(host);
                Optimizer there = AdamW.builder().build(resident);
                Optimizer here = AdamW.builder().build(java)) {
            Trajectory.gradients(java, 1);
            Trajectory.gradients(host, 1);
            here.step();
            resident.uploadGradients();
            there.step();
            Trajectory.same("before the download", untouched, host);
            resident.download();
            Trajectory.same("after it", java, host);
        }
    }

    @Test
    void kernelsOfYourOwnWriteGradientsWhereTheyLie() {
        Parameters host = Parameters.of(Tensor.of("w", new float[] {1, 2, 3}, 3));
        try (DeviceParameters resident = DEVICE.get().allocate(host)) {
            DeviceBuffer gradient = resident.gradient("w");
            assertThat(gradient.bytes()).isEqualTo(12);
            CL10.clEnqueueWriteBuffer(
                    DEVICE.get().queue(),
                    gradient.buffer(),
                    true,
                    0,
                    new float[] {5, 6, 7},
                    null,
                    null);
            resident.downloadGradients();
            assertThat(host.tensor("w").floatGradient()).containsExactly(5, 6, 7);
            CL10.clEnqueueWriteBuffer(
                    DEVICE.get().queue(),
                    gradient.arena(),
                    true,
                    gradient.offset() + 4,
                    new float[] {8},
                    null,
                    null);
            resident.downloadGradients();
            assertThat(host.tensor("w").floatGradient()).containsExactly(5, 8, 7);
            assertThatThrownBy(() -> resident.values("v")).hasMessageContaining("`v`");
        }
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void reducedStatesRoundedToNearest(Storage storage) {
        compare(p -> AdamW.builder().storage(storage).build(p));
        compare(p -> Lamb.builder().storage(storage).build(p));
    }

    @ParameterizedTest
    @EnumSource(names = {"BFLOAT16", "FLOAT16", "INT8_BLOCK"})
    void reducedStatesRoundedAtRandom(Storage storage) {
        compare(
                p ->
                        AdamW.builder()
                                .storage(storage, Rounding.STOCHASTIC)
                                .seed(0x123456789abcdefL)
                                .build(p));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void parametersThatAreBrainFloats(boolean narrowGradient) {
        compareBrainFloats(narrowGradient, p -> AdamW.builder().lr(0.01).build(p));
        compareBrainFloats(
                narrowGradient,
                p ->
                        AdamW.builder()
                                .parameterRounding(Rounding.STOCHASTIC)
                                .storage(Storage.INT8_BLOCK)
                                .seed(5)
                                .build(p));
        compareBrainFloats(narrowGradient, p -> Lamb.builder().kahan().build(p));
        compareBrainFloats(narrowGradient, p -> NesterovLookahead.builder().kahan().build(p));
        compareBrainFloats(
                narrowGradient,
                p ->
                        AdamW.builder()
                                .kahan()
                                .accumulateGradients(2)
                                .clipByValue(0.7)
                                .clipByNorm(0.5)
                                .build(p));
        compareBrainFloats(
                narrowGradient, p -> Momentum.builder().clipByValue(0.5).clipByNorm(2).build(p));
    }

    private static void compareBrainFloats(
            boolean narrowGradient, Function<Parameters, Optimizer> build) {
        Parameters java = brainFloats(narrowGradient);
        Parameters host = brainFloats(narrowGradient);
        try (DeviceParameters resident = DEVICE.get().allocate(host, Transfers.EVERY_STEP);
                Optimizer here = build.apply(java);
                Optimizer there = build.apply(resident)) {
            for (int step = 1; step <= 4; step++) {
                int now = step;
                here.step(() -> gradients(java, now));
                there.step(() -> gradients(host, now));
                for (Tensor tensor : java) {
                    assertThat(host.tensor(tensor.name()).bfloat16Values())
                            .as("step " + step + ", " + tensor)
                            .isEqualTo(tensor.bfloat16Values());
                }
                Trajectory.sameStates("step " + step, here, there);
            }
        }
    }

    private static Parameters brainFloats(boolean narrowGradient) {
        List<Tensor> tensors = new ArrayList<>();
        Random random = new Random(3);
        for (int size : new int[] {0, 1, 255, 257, 4097}) {
            short[] values = new short[size];
            for (int i = 0; i < size; i++) {
                values[i] = narrow(random);
            }
            String name = "w" + size;
            tensors.add(
                    narrowGradient
                            ? Tensor.ofBFloat16(name, values, new short[size], size)
                            : Tensor.ofBFloat16(name, values, new float[size], size));
        }
        return Parameters.of(tensors);
    }

    private static double gradients(Parameters parameters, int step) {
        Random random = new Random(step);
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.length(); i++) {
                short gradient = narrow(random);
                if (tensor.hasBFloat16Gradient()) {
                    tensor.bfloat16Gradient()[i] = gradient;
                } else {
                    tensor.floatGradient()[i] = Float.intBitsToFloat(gradient << 16);
                }
            }
        }
        return 0;
    }

    private static short narrow(Random random) {
        return (short) (Float.floatToRawIntBits((float) random.nextGaussian()) >>> 16);
    }
}
