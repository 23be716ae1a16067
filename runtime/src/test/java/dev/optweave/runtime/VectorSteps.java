package dev.optweave.runtime;

import com.sun.management.ThreadMXBean;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import java.lang.management.ManagementFactory;
import java.util.List;

/** A program that takes steps in vectors and prints what they allocate in the end. */
final class VectorSteps {

    /** How often a hundred steps are taken, in the hope of a stretch without an allocation. */
    private static final int STRETCHES = 5000;

    private VectorSteps() {}

    /**
     * Prints the bytes of the last hundred steps of each optimizer.
     *
     * @param arguments the storage of states
     */
    public static void main(String[] arguments) {
        Storage storage = Storage.valueOf(arguments[0]);
        clipSomeSteps();
        for (OptimizerBuilder<?, ?> builder : List.of(AdamW.builder(), Lamb.builder())) {
            Optimizer optimizer =
                    builder.backend(Backend.VECTOR)
                            .threads(1)
                            .storage(storage)
                            .build(
                                    Parameters.of(
                                            Data.floats("a", 1, 4096 + 512 + 13),
                                            Data.doubles("b", 2, 1024 + 13),
                                            // one after the other in one call, where their
                                            // states are not coded
                                            Data.floats("c", 3, 300),
                                            Data.bfloat16s("d", 4, 500)));
            long bytes = Long.MAX_VALUE;
            for (int stretch = 0; bytes > 0 && stretch < STRETCHES; stretch++) {
                bytes = bytesOfSteps(optimizer, 100);
            }
            System.out.println(optimizer.ruleName() + " " + bytes);
        }
    }

    /** What runs before its loops are compiled must not decide on how they are. */
    private static void clipSomeSteps() {
        Optimizer clipped =
                AdamW.builder()
                        .clipByGlobalNorm(10)
                        .threads(1)
                        .build(Parameters.of(Data.floats("a", 1, 5000), Data.doubles("b", 2, 900)));
        for (int step = 0; step < 300; step++) {
            clipped.step();
        }
    }

    private static long bytesOfSteps(Optimizer optimizer, int steps) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = meter.getThreadAllocatedBytes(id);
        for (int step = 0; step < steps; step++) {
            optimizer.step();
        }
        return meter.getThreadAllocatedBytes(id) - before;
    }
}
