package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Asgd;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Evaluation;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Devices are listed and opened, say what they refuse and why, and leak nothing. */
class OpenClDeviceTest {

    private static final DeviceInfo.Lacks NOTHING =
            new DeviceInfo.Lacks(false, false, Long.MAX_VALUE, Long.MAX_VALUE, 0);

    private DeviceInfo info;

    @BeforeEach
    void find() {
        info = Devices.info();
        assertThat(OpenCl.liveObjects()).as(LiveObjects.describe()).isZero();
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(OpenCl.liveObjects()).as(LiveObjects.describe()).isZero();
    }

    @Test
    void listsDevicesWithWhatCountsForOptimizers() {
        assertThat(info.name()).isNotBlank();
        assertThat(info.vendor()).isNotBlank();
        assertThat(info.version()).startsWith("OpenCL ");
        assertThat(info.memoryBytes()).isPositive();
        assertThat(info.largestBufferBytes()).isBetween(1L, info.memoryBytes());
        assertThat(info.units()).isPositive();
        assertThat(info).hasToString(OpenCl.devices().get(info.index()).toString());
    }

    @Test
    void asksForNoDriverWhereThereIsADevice() {
        assertThat(OpenCl.whyNone())
                .startsWith("there is a device")
                .contains(info.toString())
                .doesNotContain("no device", "install");
    }

    @Test
    void opensADeviceByIndexByNameAndByDefault() {
        try (OpenClDevice byIndex = OpenCl.device(info.index());
                OpenClDevice byName = OpenCl.device(info.name().toUpperCase());
                OpenClDevice byDefault = OpenCl.device()) {
            assertThat(byIndex.info().name()).isEqualTo(info.name());
            assertThat(byName.info().name()).isEqualTo(info.name());
            assertThat(byDefault.info().name()).isNotBlank();
        }
    }

    @Test
    void refusesADeviceThatIsNotThereAndNamesThoseThatAre() {
        assertThatThrownBy(() -> OpenCl.device(99))
                .isInstanceOf(OpenClException.class)
                .hasMessageContaining("no device 99")
                .hasMessageContaining(info.name());
        assertThatThrownBy(() -> OpenCl.device("abacus"))
                .isInstanceOf(OpenClException.class)
                .hasMessageContaining("`abacus`")
                .hasMessageContaining(info.name());
    }

    @Test
    void aThousandOptimizersLeaveNothingBehind() {
        Parameters host = Trajectory.parameters(false, 5, 0, 4097);
        try (OpenClDevice device = info.open();
                DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP)) {
            int before = OpenCl.liveObjects();
            long bytesBefore = device.allocatedBytes();
            for (int i = 0; i < 1000; i++) {
                try (Optimizer optimizer =
                        Lamb.builder()
                                .clipByNorm(1)
                                .accumulateGradients(2)
                                .lr(i % 2 == 0 ? 1e-3 : 1e-4)
                                .build(parameters)) {
                    if (i % 100 == 0) {
                        optimizer.step(() -> Trajectory.gradients(host, 1));
                        optimizer.step(() -> Trajectory.gradients(host, 2));
                    }
                }
                if (i == 0) {
                    // the rule's programs stay
                    before = OpenCl.liveObjects();
                }
            }
            assertThat(OpenCl.liveObjects()).as(LiveObjects.describe()).isEqualTo(before);
            assertThat(device.allocatedBytes()).isEqualTo(bytesBefore);
        }
    }

    @Test
    void closingADeviceClosesWhatRunsOnIt() {
        OpenClDevice device = info.open();
        Parameters host = Trajectory.parameters(false, 10);
        DeviceParameters parameters = device.allocate(host);
        Optimizer optimizer = AdamW.builder().build(parameters);
        device.close();
        assertThat(OpenCl.liveObjects()).as(LiveObjects.describe()).isZero();
        assertThatThrownBy(optimizer::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(parameters::download)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        optimizer.close();
        parameters.close();
        device.close();
    }

    @Test
    void compilesARuleOnceForAllOptimizersOfADevice() {
        try (OpenClDevice device = info.open();
                DeviceParameters parameters =
                        device.allocate(Trajectory.parameters(false, 10, 20))) {
            AdamW.builder().build(parameters).close();
            int programs = device.compiledPrograms();
            AdamW.builder().lr(3).build(parameters).close();
            assertThat(device.compiledPrograms()).isEqualTo(programs);
            Lamb.builder().build(parameters).close();
            assertThat(device.compiledPrograms()).isEqualTo(programs + 1);
        }
    }

    @Test
    void aFailedBuildNamesTheDeviceAndHoldsLogAndOptions() {
        try (OpenClDevice device = info.open()) {
            assertThatThrownBy(
                            () ->
                                    device.program(
                                            "Broken.cl",
                                            "__kernel void f() { int x = betal; }",
                                            "-D STORAGE_2=SAME"))
                    .isInstanceOf(OpenClException.class)
                    .hasMessageContaining(info.name())
                    .hasMessageContaining("Broken.cl")
                    .hasMessageContaining("-cl-std=CL1.2")
                    .hasMessageContaining("-D STORAGE_2=SAME")
                    .hasMessageContaining("betal");
        }
    }

    @Test
    void exhaustedMemoryNamesTheDeviceAndBothNumbersAndLeaksNothing() {
        DeviceInfo small =
                new DeviceInfo(info, new DeviceInfo.Lacks(false, false, 100_000, 80_000, 0));
        try (OpenClDevice device = small.open();
                DeviceParameters parameters =
                        device.allocate(Trajectory.parameters(false, 5_000))) {
            int live = OpenCl.liveObjects();
            long allocated = device.allocatedBytes();
            AdamW.builder().build(parameters).close();
            assertThatThrownBy(() -> AdamW.builder().accumulateGradients(2).build(parameters))
                    .isInstanceOf(OpenClException.class)
                    .hasMessageContaining(info.name())
                    .hasMessageContaining("the sums of gradients of AdamW")
                    .hasMessageContaining(" bytes asked for, ")
                    .hasMessageContaining("of 100000 not allocated");
            assertThat(device.allocatedBytes()).isEqualTo(allocated);
            // but for the programs that were compiled meanwhile
            assertThat(OpenCl.liveObjects()).isEqualTo(live + device.compiledPrograms());
        }
    }

    @Test
    void aTensorTooLargeForABufferIsNamed() {
        DeviceInfo small =
                new DeviceInfo(info, new DeviceInfo.Lacks(false, false, 100_000, 1_000, 0));
        try (OpenClDevice device = small.open()) {
            assertThatThrownBy(() -> device.allocate(Trajectory.parameters(false, 7, 300)))
                    .isInstanceOf(OpenClException.class)
                    .hasMessageContaining(info.name())
                    .hasMessageContaining("`w1`")
                    .hasMessageContaining("1200 bytes asked for, 1000 available");
        }
    }

    @Test
    void whatDoesNotFitOneBufferIsSpreadOverSeveral() {
        DeviceInfo small =
                new DeviceInfo(info, new DeviceInfo.Lacks(false, false, Long.MAX_VALUE, 50_000, 0));
        try (OpenClDevice device = small.open()) {
            Trajectory.compare(
                    device,
                    Trajectory.parameters(false, 10_000, 9_000, 3),
                    Trajectory.parameters(false, 10_000, 9_000, 3),
                    parameters -> Lamb.builder().build(parameters));
        }
    }

    @Test
    void withoutDoublesADoubleTensorAndNormsAreRefused() {
        DeviceInfo narrow =
                new DeviceInfo(
                        info, new DeviceInfo.Lacks(true, false, Long.MAX_VALUE, Long.MAX_VALUE, 0));
        Parameters mixed =
                Parameters.of(Tensor.of("a", new float[3], 3), Tensor.of("bias", new double[2], 2));
        try (OpenClDevice device = narrow.open()) {
            assertThatThrownBy(() -> device.allocate(mixed))
                    .isInstanceOf(OpenClException.class)
                    .hasMessageContaining(info.name())
                    .hasMessageContaining("`bias`");
            try (DeviceParameters parameters = device.allocate(Trajectory.parameters(false, 3))) {
                assertThatThrownBy(() -> AdamW.builder().clipByGlobalNorm(1).build(parameters))
                        .isInstanceOf(OpenClException.class)
                        .hasMessageContaining(info.name())
                        .hasMessageContaining("clip by value");
            }
        }
    }

    @Test
    void withoutCorrectRoundingItRunsAndIsNotAskedFor() {
        DeviceInfo loose =
                new DeviceInfo(
                        info, new DeviceInfo.Lacks(false, true, Long.MAX_VALUE, Long.MAX_VALUE, 0));
        try (OpenClDevice device = loose.open()) {
            assertThat(device.info().correctlyRounded()).isFalse();
            assertThatThrownBy(() -> device.program("Broken.cl", "broken", ""))
                    .hasMessageContaining("-cl-std=CL1.2")
                    .hasMessageNotContaining("correctly-rounded");
        }
        if (info.correctlyRounded()) {
            try (OpenClDevice device = new DeviceInfo(info, NOTHING).open()) {
                assertThatThrownBy(() -> device.program("Broken.cl", "broken", ""))
                        .hasMessageContaining("-cl-fp32-correctly-rounded-divide-sqrt");
            }
        }
    }

    @Test
    void streamsThatRunTogetherDoNotStartAtOnePlaceOfTheCache() {
        List<ArenaPlan.Stream> streams =
                List.of(
                        new ArenaPlan.Stream(8192, 0),
                        new ArenaPlan.Stream(8192, 1),
                        new ArenaPlan.Stream(40, 2),
                        new ArenaPlan.Stream(8192, 2),
                        new ArenaPlan.Stream(0, 3));
        ArenaPlan plan = ArenaPlan.of(streams, 128, 1 << 20);
        assertThat(plan.places()).allMatch(place -> place.offset() % 128 == 0);
        assertThat(plan.places().stream().limit(2).map(place -> place.offset() % 4096))
                .doesNotHaveDuplicates();
        assertThat(plan.buffers()).hasSize(1);
    }

    @Test
    void noBufferIsLargerThanTheLargest() {
        List<ArenaPlan.Stream> streams =
                List.of(new ArenaPlan.Stream(10_000, 3), new ArenaPlan.Stream(10_000, 4));
        ArenaPlan plan = ArenaPlan.of(streams, 128, 10_000);
        assertThat(plan.buffers()).containsExactly(10_000L, 10_000L);
    }

    @Test
    void aDeviceThatCannotRunTheKernelsIsRefusedWithWhatItLacks() {
        DeviceInfo.requireUsable("new", "OpenCL 1.2 pocl", 256);
        DeviceInfo.requireUsable("newer", "OpenCL 3.0 CUDA", 1024);
        assertThatThrownBy(() -> DeviceInfo.requireUsable("old", "OpenCL 1.1 X", 1024))
                .isInstanceOf(OpenClException.class)
                .hasMessageContainingAll("old", "`OpenCL 1.1 X`", "1.2 is needed");
        assertThatThrownBy(() -> DeviceInfo.requireUsable("small", "OpenCL 1.2 X", 128))
                .isInstanceOf(OpenClException.class)
                .hasMessageContainingAll("small", "128 work-items", "256 are needed");
    }

    @Test
    void statusesAreNamedAndNumbered() {
        assertThat(Status.name(-59)).isEqualTo("CL_INVALID_OPERATION (-59)");
        assertThat(Status.name(-9999)).isEqualTo("status -9999");
    }

    @Test
    void aStepWithoutAnyGradientOnTheDeviceIsRefused() {
        Parameters host = Trajectory.parameters(false, 10);
        try (OpenClDevice device = info.open();
                DeviceParameters parameters = device.allocate(host);
                Optimizer optimizer = AdamW.builder().build(parameters)) {
            assertThatThrownBy(optimizer::step)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(info.name(), "uploadGradients()", "EVERY_STEP");
            assertThat(optimizer.steps()).isZero();
            parameters.gradient("w0");
            optimizer.step();
            assertThat(optimizer.steps()).isOne();
        }
    }

    @Test
    void closingWhileAViewIsOpenPutsTheParametersBack() {
        for (boolean closeDevice : new boolean[] {false, true}) {
            Parameters java = Trajectory.parameters(false, 300);
            Parameters host = Trajectory.parameters(false, 300);
            OpenClDevice device = info.open();
            DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
            Optimizer here = Asgd.builder().t0(1).build(java);
            Optimizer there = Asgd.builder().t0(1).build(parameters);
            for (int step = 1; step <= 6; step++) {
                int now = step;
                here.step(() -> Trajectory.gradients(java, now));
                there.step(() -> Trajectory.gradients(host, now));
            }
            Evaluation view = there.evaluation();
            assertThat(host.tensor("w0").floatValues())
                    .isNotEqualTo(java.tensor("w0").floatValues());
            Runnable close = closeDevice ? device::close : there::close;
            close.run();
            Trajectory.same("after closing", java, host);
            view.close();
            there.close();
            device.close();
        }
    }

    @Test
    void aViewOfParametersThatAreClosedSaysSo() {
        Parameters host = Trajectory.parameters(false, 300);
        try (OpenClDevice device = info.open()) {
            DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
            Optimizer optimizer = Asgd.builder().t0(1).build(parameters);
            optimizer.step(() -> Trajectory.gradients(host, 1));
            optimizer.step(() -> Trajectory.gradients(host, 2));
            Evaluation view = optimizer.evaluation();
            parameters.close();
            assertThatThrownBy(view::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
    }

    @Test
    void aClosureThatClosesTheDeviceIsToldSo() {
        Parameters host = Trajectory.parameters(false, 300);
        OpenClDevice device = info.open();
        DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
        Optimizer optimizer = NesterovLookahead.builder().build(parameters);
        assertThatThrownBy(
                        () ->
                                optimizer.step(
                                        () -> {
                                            device.close();
                                            return 0;
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        optimizer.close();
    }

    @Test
    void whatCannotBeOnADeviceIsRefused() {
        try (OpenClDevice device = info.open();
                DeviceParameters parameters = device.allocate(Trajectory.parameters(false, 3))) {
            assertThatThrownBy(() -> device.allocate(parameters))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll(info.name(), "already");
            assertThatThrownBy(() -> AdamW.builder().backend(Backend.VECTOR).build(parameters))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll("AdamW", "VECTOR", "device");
        }
    }

    @Test
    void handlesOfAClosedDeviceAreNotGivenOut() {
        OpenClDevice device = info.open();
        device.close();
        assertThatThrownBy(device::queue).hasMessageContaining("is closed");
        assertThatThrownBy(device::context).hasMessageContaining("is closed");
    }
}
