package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules that share a program run as they do in programs of their own. */
class ProgramsTogetherTest {

    private static final List<Supplier<OptimizerBuilder<?, ?>>> OPTIMIZERS =
            List.of(
                    AdamW::builder,
                    () -> AdamW.builder().storage(Storage.INT8_BLOCK),
                    () -> AdamW.builder().storage(Storage.FLOAT16, Rounding.STOCHASTIC),
                    () -> AdamW.builder().storage("v", Storage.BFLOAT16),
                    Lamb::builder);

    @BeforeEach
    void thereIsADevice() {
        assumeFalse(OpenCl.devices().isEmpty(), "no OpenCL device on this machine");
    }

    @Test
    void anOptimizerFindsItsKernelsAmongThoseOfOthers() {
        try (OpenClDevice alone = OpenCl.device(0);
                OpenClDevice device = OpenCl.device(0)) {
            ProgramsTogether together = new ProgramsTogether();
            OPTIMIZERS.forEach(o -> together.note(parameters(), p -> o.get().build(p)));
            together.compile(device);
            // plain, with bytes, at random
            assertThat(device.compiledPrograms()).isEqualTo(3);
            for (Supplier<OptimizerBuilder<?, ?>> optimizer : OPTIMIZERS) {
                assertThat(stepped(device, optimizer.get()))
                        .isEqualTo(stepped(alone, optimizer.get()));
            }
            // the one for gradients
            assertThat(device.compiledPrograms()).isEqualTo(4);
            assertThat(alone.compiledPrograms()).isEqualTo(OPTIMIZERS.size() + 1);
        }
    }

    @Test
    void oneThatDoesNotCompileFailsAll() {
        try (OpenClDevice device = OpenCl.device(0)) {
            ProgramsTogether together = new ProgramsTogether();
            together.note(parameters(), p -> AdamW.builder().build(p));
            together.add(Resources.prelude() + "__kernel void f() { int x = betal; }\n", "");
            assertThatThrownBy(() -> together.compile(device))
                    .isInstanceOf(OpenClException.class)
                    .hasMessageContaining("betal");
            assertThat(device.compiledPrograms()).isZero();
        }
    }

    private static Parameters parameters() {
        float[] values = new float[300];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 100) / 64f;
        }
        return Parameters.of(List.of(Tensor.of("w", values, values.length)));
    }

    private static float[] stepped(OpenClDevice device, OptimizerBuilder<?, ?> builder) {
        Parameters host = parameters();
        Tensor tensor = host.tensors().get(0);
        for (int i = 0; i < tensor.length(); i++) {
            tensor.floatGradient()[i] = i % 7 - 3;
        }
        try (DeviceParameters parameters = device.allocate(host, Transfers.EVERY_STEP);
                var optimizer = builder.build(parameters)) {
            optimizer.step();
            optimizer.step();
        }
        return tensor.floatValues();
    }
}
