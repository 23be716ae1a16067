package dev.optweave.runtime.opencl;

import java.util.ArrayList;
import java.util.List;

/**
 * Where streams of elements lie in as few buffers as possible.
 *
 * <p>Streams that one loop runs over must not start at the same place modulo 4 KiB: in a cache
 * whose sets are chosen by these bits, and for a processor that compares loads with earlier stores
 * by them, they would be in each other's way. So the next stream starts a {@link #STAGGER} further.
 *
 * @param places where each stream lies
 * @param buffers the sizes of the buffers
 */
record ArenaPlan(List<Place> places, List<Long> buffers) {

    /** What the processor tells addresses apart by, at first. */
    static final int PERIOD = 4096;

    /**
     * How much further than the stream before a stream starts, modulo {@link #PERIOD}: large enough
     * to be apart by more than a few cache lines, and such that eight streams share no place.
     */
    static final int STAGGER = 512;

    ArenaPlan {
        places = List.copyOf(places);
        buffers = List.copyOf(buffers);
    }

    /** Where a stream lies; an empty one nowhere in particular. */
    record Place(int buffer, long offset, long bytes) {}

    /**
     * A stream to lay out.
     *
     * @param bytes its size
     * @param slot its number among the streams that one loop runs over
     */
    record Stream(long bytes, int slot) {}

    /**
     * Lays streams out, in order.
     *
     * @param alignment what each must start at a multiple of
     * @param largest the size of the largest buffer; no stream is larger
     */
    static ArenaPlan of(List<Stream> streams, int alignment, long largest) {
        int step = Math.max(STAGGER, alignment);
        List<Place> places = new ArrayList<>();
        List<Long> buffers = new ArrayList<>();
        long end = 0;
        for (Stream stream : streams) {
            long start = align(end, alignment);
            // what is shorter than the period would leave more holes than it has elements
            if (stream.bytes() >= PERIOD) {
                long wanted = (long) stream.slot() * step % PERIOD;
                start += Math.floorMod(wanted - start, (long) PERIOD);
            }
            if (start + stream.bytes() > largest) {
                if (end > 0) {
                    buffers.add(end);
                }
                start = 0;
            }
            places.add(new Place(buffers.size(), start, stream.bytes()));
            end = start + stream.bytes();
        }
        if (end > 0) {
            buffers.add(end);
        }
        return new ArenaPlan(places, buffers);
    }

    /** The size of all buffers together. */
    long bytes() {
        return buffers.stream().mapToLong(Long::longValue).sum();
    }

    private static long align(long offset, int alignment) {
        return (offset + alignment - 1) / alignment * alignment;
    }
}
