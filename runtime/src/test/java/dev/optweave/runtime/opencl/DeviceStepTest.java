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
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lwjgl.opencl.CL10;

/** Whatever an optimizer can do in Java it does on a device, with the same bits. */
class DeviceStepTest {

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

    private static void compare(Function<Parameters, Optimizer> build) {
        for (boolean isDouble : new boolean[] {false, true}) {
            Trajectory.compare(
                    device,
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
        try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP);
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
        try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP);
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
        try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP);
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
        try (DeviceParameters resident = device.allocate(host);
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
        try (DeviceParameters resident = device.allocate(host)) {
            DeviceBuffer gradient = resident.gradient("w");
            assertThat(gradient.bytes()).isEqualTo(12);
            CL10.clEnqueueWriteBuffer(
                    device.queue(), gradient.buffer(), true, 0, new float[] {5, 6, 7}, null, null);
            resident.downloadGradients();
            assertThat(host.tensor("w").floatGradient()).containsExactly(5, 6, 7);
            CL10.clEnqueueWriteBuffer(
                    device.queue(),
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
}
