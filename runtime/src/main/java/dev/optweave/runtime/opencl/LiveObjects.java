package dev.optweave.runtime.opencl;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Counts the OpenCL objects that were created and not yet released, by kind. */
enum LiveObjects {
    CONTEXT,
    QUEUE,
    BUFFER,
    PROGRAM,
    KERNEL;

    private final AtomicInteger count = new AtomicInteger();

    void created() {
        count.incrementAndGet();
    }

    void released() {
        count.decrementAndGet();
    }

    static int total() {
        return Arrays.stream(values()).mapToInt(kind -> kind.count.get()).sum();
    }

    /** All counts, for messages of tests. */
    static String describe() {
        return Arrays.stream(values())
                .map(kind -> kind.name() + " " + kind.count.get())
                .collect(Collectors.joining(", "));
    }
}
