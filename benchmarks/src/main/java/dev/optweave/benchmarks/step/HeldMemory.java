package dev.optweave.benchmarks.step;

import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.runtime.Optimizer;

/** A program that says what an optimizer and its parameters hold, on a line of its own. */
public final class HeldMemory {

    private HeldMemory() {}

    /**
     * Prints the bytes of the states, and those in use on the heap after one step and a collection,
     * beyond those before the parameters were made.
     *
     * @param arguments rule, workload, threads, variant
     */
    public static void main(String[] arguments) {
        Workload workload = Workload.of(arguments[1]);
        StepTask task = StepTask.of(arguments[0], workload, Integer.parseInt(arguments[2]));
        step(task.on(Workload.of("1x1024")), arguments[3]);
        long before = used();
        try (Optimizer optimizer = OurStep.build(task, arguments[3])) {
            optimizer.step();
            System.out.println("held " + optimizer.stateBytes() + " " + (used() - before));
        }
    }

    /** Loads every class, so that only arrays are counted. */
    private static void step(StepTask task, String variant) {
        try (Optimizer optimizer = OurStep.build(task, variant)) {
            optimizer.step();
        }
    }

    /** What is in use once collections find nothing more: the first ones leave what others hold. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int without = 0; without < 3; without++) {
            System.gc();
            long used = runtime.totalMemory() - runtime.freeMemory();
            if (used < least) {
                least = used;
                without = 0;
            }
        }
        return least;
    }
}
