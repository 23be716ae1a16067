package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import dev.optweave.runtime.internal.storage.Int8Block;
import dev.optweave.runtime.kernel.VectorLoops;

/**
 * One loop of a kernel, run in vectors: on the tensor's own arrays as far as whole vectors go and
 * their format is one that loops load and store, block by block where that has blocks, otherwise
 * strip by strip. What is left behind the last whole vector is the scalar loop's.
 */
final class VectorLoop {

    /**
     * How many elements either of two ranges has that a loop goes over in turns: with fewer they
     * lie too near each other.
     */
    static final int RANGE = 1 << 18;

    /**
     * From how many elements of all tensors on a step finds none of them in a cache. Below, turns
     * take longer.
     */
    static final int BEYOND_CACHES = 1 << 22;

    private final KernelStage stage;
    private final int number;
    private final LoopStreams streams;
    private final boolean reduces;

    /**
     * @param number the loop's phase
     */
    VectorLoop(KernelStage stage, int number, LoopStreams streams, boolean reduces) {
        this.stage = stage;
        this.number = number;
        this.streams = streams;
        this.reduces = reduces;
    }

    /** Runs the loop over some whole blocks of a tensor. */
    void run(TensorMemory tensor, TensorVectors vectors, int from, int to, WorkerMemory memory) {
        VectorArrays arrays = memory.arrays();
        memory.strip().turnTo(tensor, stage.section());
        arrays.turnTo(tensor, vectors, streams);
        arrays.takeScalars(stage.kernel(), stage.section(), number, tensor);
        int length = reduces ? BLOCK : stride(arrays);
        for (int start = alternate(vectors, from, to, memory); to - start > 0; ) {
            int end = to - start > length ? start + length : to;
            int whole = arrays.coded().isEmpty() ? vectors.lanes() : Int8Block.BLOCK;
            int beyond = (end - start) & whole - 1;
            if (beyond == 0) {
                direct(vectors, start, end, memory);
            } else if (!reduces && tensor.isPlain(streams.uses())) {
                direct(vectors, start, end - beyond, memory);
                stage.kernel()
                        .elements(
                                stage.section(),
                                number,
                                tensor,
                                vectors.start() + end - beyond,
                                vectors.start() + end,
                                memory.reduction());
            } else {
                int last = reduces ? start : end - (end - start) % Strip.LENGTH;
                direct(vectors, start, last, memory);
                staged(vectors, last, end, memory);
            }
            if (reduces) {
                stage.reduce(number, tensor, start, end, memory.reduction());
            }
            start = end;
        }
    }

    /** Goes over pairs of long ranges in turns; the first element that is left. */
    private int alternate(TensorVectors vectors, int from, int to, WorkerMemory memory) {
        VectorLoops loops = vectors.alternating(stage.section(), number, streams.uses());
        int start = from;
        for (; loops != null && to - start >= 2 * RANGE; start += 2 * RANGE) {
            int first = vectors.start() + start;
            loops.elements(stage.section(), number, memory.arrays(), first, first + RANGE);
        }
        return start;
    }

    /** What is staged beside codes begins where a block of them does, and ends there. */
    private static int stride(VectorArrays arrays) {
        if (arrays.stages()) {
            return arrays.coded().isEmpty() ? Strip.LENGTH : Int8Block.BLOCK;
        }
        return KernelStage.CHUNK;
    }

    /** Runs the loop over whole vectors, staging only what it cannot work on. */
    private void direct(TensorVectors vectors, int start, int end, WorkerMemory memory) {
        if (end == start) {
            return;
        }
        VectorArrays arrays = memory.arrays();
        arrays.load(streams.reads(), start, end);
        arrays.moveTo(vectors.start() + start);
        elements(vectors, arrays, start, end);
        arrays.store(streams.writes(), start, end);
    }

    /** Elements are counted from the tensor's first; loops count as its arrays do. */
    private void elements(TensorVectors vectors, VectorArrays arrays, int start, int end) {
        VectorLoops loops = vectors.direct();
        int base = vectors.start();
        CodedStreams coded = arrays.coded();
        if (coded.isEmpty()) {
            loops.elements(stage.section(), number, arrays, base + start, base + end);
            return;
        }
        for (int block = start; block < end; block += Int8Block.BLOCK) {
            coded.moveTo(block);
            int from = base + block;
            arrays.moveTo(from);
            loops.elements(stage.section(), number, arrays, from, from + Int8Block.BLOCK);
            coded.encode(block);
        }
    }

    /** Runs the loop over the last elements of a tensor, all of them staged. */
    private void staged(TensorVectors vectors, int start, int end, WorkerMemory memory) {
        VectorArrays arrays = memory.arrays();
        int beyond = (end - start) & vectors.lanes() - 1;
        arrays.stage(streams.uses());
        arrays.load(streams.reads(), start, end);
        arrays.moveTo(0);
        vectors.plain().elements(stage.section(), number, arrays, 0, end - beyond - start);
        stage.kernel()
                .elements(
                        stage.section(),
                        number,
                        memory.strip(),
                        end - beyond - start,
                        end - start,
                        memory.reduction());
        arrays.store(streams.writes(), start, end);
    }
}
