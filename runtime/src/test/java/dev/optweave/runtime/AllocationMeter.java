package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the bytes that steps allocate, thread by thread: on the calling one and on all of the pool
 * that optimizers share.
 */
public final class AllocationMeter {

    /** Far more than it takes to compile a loop, even beside the compilations of other tests. */
    private static final int STRETCHES = 1500;

    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private AllocationMeter() {}

    /**
     * Asserts that from some step on none allocates anything.
     *
     * <p>Vectors are objects until their loop is compiled, and the virtual machine itself may
     * allocate when it replaces compiled code. How many steps that takes depends on when the
     * compiler's own threads get to it. So this takes stretches of steps until one of them
     * allocates not a byte on any thread, and fails if none of thousands does.
     *
     * @param what what steps, for the message
     * @param steps the steps of a stretch; more than it takes for everything to happen once
     * @param step takes a step
     */
    public static void assertNoBytes(String what, int steps, Runnable step) {
        step.run();
        long[] pool = pool();
        Bytes bytes = bytesOf(steps, step, pool);
        for (int stretch = 1; bytes.any() && stretch < STRETCHES; stretch++) {
            bytes = bytesOf(steps, step, pool);
        }
        assertThat(bytes.any()).as("%s; %s in %d steps", what, bytes, steps).isFalse();
    }

    /** The threads of the pool; all that a step can need have started before it. */
    private static long[] pool() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("optweave-"))
                .mapToLong(Thread::getId)
                .sorted()
                .toArray();
    }

    /** What a stretch of steps allocates. */
    private record Bytes(long caller, List<Long> pool) {

        boolean any() {
            return caller > 0 || pool.stream().anyMatch(bytes -> bytes > 0);
        }
    }

    private static Bytes bytesOf(int steps, Runnable step, long[] pool) {
        long own = Thread.currentThread().getId();
        long[] poolBefore = METER.getThreadAllocatedBytes(pool);
        long before = METER.getThreadAllocatedBytes(own);
        for (int i = 0; i < steps; i++) {
            step.run();
        }
        long caller = METER.getThreadAllocatedBytes(own) - before;
        long[] poolAfter = METER.getThreadAllocatedBytes(pool);
        return new Bytes(caller, differences(poolBefore, poolAfter));
    }

    private static List<Long> differences(long[] before, long[] after) {
        return IntStream.range(0, before.length).mapToObj(i -> after[i] - before[i]).toList();
    }
}
