package dev.optweave.runtime.opencl;

import static dev.optweave.runtime.AllocationMeter.assertNoBytes;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No step on a device allocates a byte of the JVM's heap, whoever copies and however much. */
class DeviceAllocationTest {

    @RegisterExtension private static final TestDevice DEVICE = new TestDevice();

    enum Asked {
        NOTHING(AdamW::builder),
        SEVERAL_PHASES(Lamb::builder),
        A_GRADIENT_ELSEWHERE(NesterovLookahead::builder),
        EVERYTHING(
                () ->
                        Lamb.builder()
                                .lr(step -> 1e-3 / (step + 1))
                                .storage(Storage.INT8_BLOCK, Rounding.STOCHASTIC)
                                .kahan()
                                .lossScale(8)
                                .skipNonFinite()
                                .clipByValue(2)
                                .clipByNorm(30)
                                .clipByGlobalNorm(1)
                                .parameterEma(0.99)
                                .accumulateGradients(2)
                                .zeroGradients()
                                .group("doubles", Tensor::isDouble, g -> g.weightDecay(0)));

        private final Supplier<OptimizerBuilder<?, ?>> builder;

        Asked(Supplier<OptimizerBuilder<?, ?>> builder) {
            this.builder = builder;
        }
    }

    /** Tensors of all types; the first is copied in more than one piece. */
    private static Parameters parameters() {
        List<Tensor> tensors = new ArrayList<>();
        tensors.add(Tensor.of("long", new float[300_000], 300_000));
        for (int i = 0; i < 12; i++) {
            int size = 1 + 100 * i;
            tensors.add(Tensor.of("f" + i, new float[size], size));
            tensors.add(Tensor.of("d" + i, new double[size], size));
            short[] values = BFloat16.fromFloats(new float[size]);
            tensors.add(Tensor.ofBFloat16("b" + i, values, new short[size], size));
        }
        return Parameters.of(tensors);
    }

    @ParameterizedTest
    @EnumSource(Asked.class)
    void aStepOnADeviceAllocatesNothing(Asked asked) {
        for (Transfers transfers : Transfers.values()) {
            try (DeviceParameters resident = DEVICE.get().allocate(parameters(), transfers);
                    Optimizer optimizer = asked.builder.get().build(resident)) {
                resident.uploadGradients();
                assertNoBytes(asked + " with " + transfers, 8, () -> optimizer.step(() -> 0));
            }
        }
    }
}
