package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllocationTest {

    /** Far more than it takes to compile a loop, even beside the compilations of other tests. */
    private static final int STRETCHES = 5000;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStepAllocatesNothing(int threads) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (RuleDescriptor rule :
                List.of(
                        Rules.SGD,
                        Rules.ADAM,
                        Rules.TRUST,
                        Rules.LOOK_AHEAD,
                        Rules.SAM,
                        Rules.AVERAGING)) {
            try (Handmade optimizer = optimizer(rule, threads)) {
                DoubleSupplier closure = () -> 0;
                // Several threads take part only in steps that are too long for so many of them.
                int steps = threads == 1 ? 1000 : 20;
                run(optimizer, closure, threads == 1 ? 300 : 40);
                long bytes = bytesOfSteps(meter, optimizer, closure, steps);
                // The virtual machine itself may allocate once, when it replaces compiled code.
                for (int again = 0; bytes > 0 && again < 3; again++) {
                    bytes = bytesOfSteps(meter, optimizer, closure, steps);
                }
                assertThat(bytes).as(rule.name()).isZero();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"FLOAT32", "BFLOAT16", "FLOAT16", "INT8_BLOCK"})
    void aStepInReducedStorageAllocatesNothing(Storage storage) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        boolean narrow = storage != Storage.FLOAT32;
        Handmade.Builder builder =
                Handmade.of(Rules.LOOK_AHEAD)
                        .storage(storage, narrow ? Rounding.STOCHASTIC : Rounding.NEAREST)
                        .clipByValue(10)
                        .clipByNorm(100)
                        .accumulateGradients(2);
        Handmade optimizer =
                (narrow ? builder.kahan() : builder.parameterRounding(Rounding.STOCHASTIC))
                        .build(
                                Parameters.of(
                                        Data.floats("a", 1, 700),
                                        Data.doubles("b", 2, 700),
                                        Data.bfloat16s("c", 3, 700)));
        DoubleSupplier closure = () -> 0;
        run(optimizer, closure, 300);
        long bytes = bytesOfSteps(meter, optimizer, closure, 1000);
        for (int again = 0; bytes > 0 && again < 3; again++) {
            bytes = bytesOfSteps(meter, optimizer, closure, 1000);
        }
        assertThat(bytes).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theWholeStepAllocatesNothing(int threads) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.TRUST, Rules.SAM)) {
            for (int accumulate : new int[] {1, 2}) {
                Handmade optimizer =
                        Handmade.of(rule)
                                .threads(threads)
                                .lossScale(8)
                                .skipNonFinite()
                                .clipByGlobalNorm(10)
                                .parameterEma(step -> step / (step + 9.0))
                                .zeroGradients()
                                .accumulateGradients(accumulate)
                                .build(
                                        Parameters.of(
                                                Data.bfloat16s("a", 1, 700),
                                                Data.doubles("b", 2, 5000),
                                                Data.floats("c", 3, threads * 9_000)));
                float[] g = optimizer.parameters().tensors().get(2).floatGradient();
                int[] calls = {0};
                DoubleSupplier closure =
                        () -> {
                            g[0] = calls[0]++ % 8 == 7 ? Float.NaN : 1;
                            return 0;
                        };
                run(optimizer, closure, 300);
                long bytes = bytesOfSteps(meter, optimizer, closure, 500);
                for (int again = 0; bytes > 0 && again < 3; again++) {
                    bytes = bytesOfSteps(meter, optimizer, closure, 500);
                }
                assertThat(bytes).as(rule.name()).isZero();
                assertThat(optimizer.skippedSteps()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStepOverPackedTensorsAllocatesNothing(int threads) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tensors.add(Data.floats("f" + i, i, threads == 1 ? 30 + i : 10_000));
            tensors.add(Data.bfloat16s("b" + i, i, 1 + i));
        }
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.TRUST, Rules.LOOK_AHEAD)) {
            Handmade optimizer =
                    Handmade.of(rule)
                            .threads(threads)
                            .accumulateGradients(2)
                            .clipByGlobalNorm(10)
                            .clipByValue(3)
                            .parameterEma(0.9)
                            .zeroGradients()
                            .kahan()
                            .build(Parameters.of(tensors).packed());
            DoubleSupplier closure = () -> 0;
            int steps = threads == 1 ? 300 : 40;
            run(optimizer, closure, steps);
            long bytes = bytesOfSteps(meter, optimizer, closure, steps);
            for (int again = 0; bytes > 0 && again < 3; again++) {
                bytes = bytesOfSteps(meter, optimizer, closure, steps);
            }
            assertThat(bytes).as(rule.name()).isZero();
        }
    }

    /**
     * Until they are compiled, vectors are objects. How many steps that takes depends on when the
     * compiler's own threads get to it, so this waits for a stretch of steps without an allocation.
     */
    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"SAME", "BFLOAT16", "INT8_BLOCK"})
    void aStepInVectorsAllocatesNothingOnceItIsCompiled(Storage storage) {
        for (OptimizerBuilder<?, ?> builder : List.of(AdamW.builder(), Lamb.builder())) {
            Optimizer optimizer =
                    builder.backend(Backend.VECTOR)
                            .threads(1)
                            .storage(storage)
                            .build(
                                    Parameters.of(
                                            Data.floats("a", 1, 4096 + 512 + 13),
                                            Data.doubles("b", 2, 1024 + 13)));
            ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = Long.MAX_VALUE;
            for (int stretch = 0; bytes > 0 && stretch < STRETCHES; stretch++) {
                bytes = bytesOfSteps(meter, optimizer, 100);
            }
            assertThat(bytes).as("bytes of 100 steps; %s in %s", optimizer, storage).isZero();
        }
    }

    private static long bytesOfSteps(ThreadMXBean meter, Optimizer optimizer, int steps) {
        long id = Thread.currentThread().getId();
        long before = meter.getThreadAllocatedBytes(id);
        for (int step = 0; step < steps; step++) {
            optimizer.step();
        }
        return meter.getThreadAllocatedBytes(id) - before;
    }

    private static long bytesOfSteps(
            ThreadMXBean meter, Handmade optimizer, DoubleSupplier closure, int steps) {
        long id = Thread.currentThread().getId();
        long before = meter.getThreadAllocatedBytes(id);
        run(optimizer, closure, steps);
        return meter.getThreadAllocatedBytes(id) - before;
    }

    private static void run(Handmade optimizer, DoubleSupplier closure, int steps) {
        for (int step = 0; step < steps; step++) {
            optimizer.step(closure);
        }
    }

    private static Handmade optimizer(RuleDescriptor rule, int threads) {
        return Handmade.of(rule)
                .threads(threads)
                .set("lr", step -> 1e-3 / (step + 1))
                .clipByValue(10)
                .clipByNorm(100)
                .clipByGlobalNorm(10)
                .accumulateGradients(2)
                .group("small", tensor -> tensor.length() < 100, g -> g.lr(1e-4))
                .build(
                        Parameters.of(
                                Data.floats("a", 1, 13),
                                Data.doubles("b", 2, 5000),
                                Data.floats("c", 3, threads == 1 ? 9_000 : 1_100_000)));
    }
}
