package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout.Loop;
import java.util.List;
import java.util.stream.IntStream;

/** The streams that one loop goes through, in arrays, so that a step looks nothing up in lists. */
final class LoopStreams {

    private final int[] reads;
    private final int[] writes;
    private final int[] uses;

    LoopStreams(Loop loop) {
        this.reads = array(loop.reads());
        this.writes = array(loop.writes());
        this.uses =
                IntStream.concat(IntStream.of(reads), IntStream.of(writes)).distinct().toArray();
    }

    private static int[] array(List<Integer> streams) {
        return streams.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What it reads. */
    int[] reads() {
        return reads;
    }

    /** What it writes. */
    int[] writes() {
        return writes;
    }

    /** What it reads or writes, each once. */
    int[] uses() {
        return uses;
    }

    /** How often it goes through an array: twice where it reads and writes it. */
    int passes() {
        return reads.length + writes.length;
    }
}
