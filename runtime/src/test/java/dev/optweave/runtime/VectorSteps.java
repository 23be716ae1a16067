package dev.optweave.runtime;

import com.sun.management.ThreadMXBean;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import java.lang.management.ManagementFactory;
import java.util.List;

/** A program that takes steps in vectors and prints what they allocate in the end. */
final class VectorSteps {

    /** Far more than it takes to compile a loop, even beside the compilations of other tests. */
    private static final int STRETCHES = 5000;

    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private VectorSteps() {}

    /**
     * Prints the bytes of the last hundred steps of each optimizer.
     *
     * @param arguments the storage of states
     */
    public static void main(String[] arguments) {
        Storage storage = Storage.valueOf(arguments[0]);
        clipSomeSteps();
        for (OptimizerBuilder<?, ?> builder : builders()) {
            Optimizer optimizer = optimizer(builder, storage);
            System.out.println(optimizer.ruleName() + " " + bytesOfAHundredSteps(optimizer));
        }
    }

    /** Of a rule whose loops only go over elements, and of one whose loops reduce as well. */
    static List<OptimizerBuilder<?, ?>> builders() {
        return List.of(AdamW.builder(), Lamb.builder());
    }

    /** An optimizer in vectors, over tensors with which the loops go in all ways there are. */
    static Optimizer optimizer(OptimizerBuilder<?, ?> builder, Storage storage) {
        return builder.backend(Backend.VECTOR)
                .threads(1)
                .storage(storage)
                .build(
                        Parameters.of(
                                Data.floats("a", 1, 4096 + 512 + 13),
                                Data.doubles("b", 2, 1024 + 13),
                                // one after the other in one call, where their states are not coded
                                Data.floats("c", 3, 300),
                                Data.bfloat16s("d", 4, 500)));
    }

    /** What a hundred steps allocate: of many hundreds the first that allocate nothing, if any. */
    static long bytesOfAHundredSteps(Optimizer optimizer) {
        long bytes = Long.MAX_VALUE;
        for (int stretch = 0; bytes > 0 && stretch < STRETCHES; stretch++) {
            bytes = bytesOfSteps(optimizer, 100);
        }
        return bytes;
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
        long id = Thread.currentThread().getId();
        long before = METER.getThreadAllocatedBytes(id);
        for (int step = 0; step < steps; step++) {
            optimizer.step();
        }
        return METER.getThreadAllocatedBytes(id) - before;
    }
}
