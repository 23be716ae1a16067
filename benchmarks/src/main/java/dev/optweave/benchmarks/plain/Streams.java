package dev.optweave.benchmarks.plain;

import com.sun.jna.Pointer;
import dev.optweave.benchmarks.workload.Workload;

/**
 * A workload's parameters, gradients and states in native memory: a stream after the other, a
 * tensor after the other, each from a cache line of its own.
 */
final class Streams implements AutoCloseable {

    private static final int LINE = 64;
    private static final int PAGE = 4096;

    /** Streams that began alike within their pages would push each other out of the cache. */
    private static final int SHIFT = 17 * LINE;

    private final long address;
    private final Pointer memory;
    private final long[] starts;
    private final long[] tensors;
    private final int[] lengths;

    /** Allocates parameter and gradient, which get the workload's, and zeroed states. */
    Streams(Workload workload, int states) {
        int count = workload.tensors().size();
        tensors = new long[count];
        lengths = new int[count];
        long end = 0;
        for (int i = 0; i < count; i++) {
            tensors[i] = end;
            lengths[i] = workload.tensors().get(i).length();
            end += roundUp((long) lengths[i] * Float.BYTES, LINE);
        }
        starts = new long[2 + states];
        long place = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = roundUp(place, PAGE) + (long) i * SHIFT;
            place = starts[i] + end;
        }
        address = CLibrary.allocate(place);
        if (address == 0) {
            throw new IllegalStateException("there are no " + place + " bytes of memory left");
        }
        memory = new Pointer(address);
        for (int i = 0; i < count; i++) {
            memory.write(starts[0] + tensors[i], workload.values(i), 0, lengths[i]);
            memory.write(starts[1] + tensors[i], workload.gradient(i), 0, lengths[i]);
        }
    }

    private static long roundUp(long value, int multiple) {
        return (value + multiple - 1) / multiple * multiple;
    }

    /** How many streams there are. */
    int count() {
        return starts.length;
    }

    /**
     * Where a tensor of a stream begins.
     *
     * @param stream 0 is the parameter, 1 the gradient, then the states
     */
    long address(int stream, int tensor) {
        return address + starts[stream] + tensors[tensor];
    }

    /** A copy of a parameter. */
    float[] values(int tensor) {
        return memory.getFloatArray(starts[0] + tensors[tensor], lengths[tensor]);
    }

    /** Frees the memory. */
    @Override
    public void close() {
        CLibrary.release(address);
    }
}
