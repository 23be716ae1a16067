package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the work of a round into tasks of even size: several small tensors make one, large tensors
 * several. Work is counted in floats moved, elements times the arrays that a loop goes through: a
 * step is bound by memory.
 */
final class Pieces {

    /** How many tasks a thread gets: enough to even out its speed. */
    private static final int PER_THREAD = 16;

    /** The least work that makes a task: some microseconds, for claiming it to cost nothing. */
    private static final long LEAST = 1 << 16;

    /**
     * The least work that is worth a further thread: waking one up takes as long as doing a good
     * part of this.
     */
    private static final long WORTH_A_THREAD = 3 << 19;

    private final int threads;
    private final long size;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Task> batch = new ArrayList<>();
    private long batched;

    /** Work on some elements of a tensor; pieces of whole blocks can be done in any order. */
    interface Span {
        void run(int from, int to, WorkerMemory memory);
    }

    /**
     * @param work the work of the whole round
     * @param threads how many threads may do it
     */
    Pieces(long work, int threads) {
        this.threads = (int) Math.max(1, Math.min(threads, work / WORTH_A_THREAD));
        this.size =
                threads == 1
                        ? Long.MAX_VALUE
                        : Math.max(LEAST, work / ((long) this.threads * PER_THREAD));
    }

    /** The work of a loop through some arrays of a tensor. */
    static long work(TensorMemory tensor, int streams) {
        return (long) tensor.length() * (tensor.isDouble() ? 2 : 1) * Math.max(1, streams);
    }

    /** Whether so much work should be split. */
    boolean isLarge(long work) {
        return work > size;
    }

    /** Adds work that one thread does, together with other such work. */
    void whole(long work, Task task) {
        batch.add(task);
        batched += work;
        if (batched >= size) {
            endBatch();
        }
    }

    /** Adds work on a tensor, in pieces of whole blocks where it is large. */
    void split(TensorMemory tensor, int streams, Span span) {
        split(tensor.length(), work(tensor, streams), span);
    }

    /** Adds work on so many elements. */
    void split(int length, long work, Span span) {
        if (!isLarge(work)) {
            whole(work, memory -> span.run(0, length, memory));
            return;
        }
        long count = (work + size - 1) / size;
        long blocks = (length + BLOCK * count - 1) / (BLOCK * count);
        long piece = blocks * BLOCK;
        for (long start = 0; start < length; start += piece) {
            int from = (int) start;
            int to = (int) Math.min(length, start + piece);
            tasks.add(memory -> span.run(from, to, memory));
        }
    }

    private void endBatch() {
        Task[] together = batch.toArray(Task[]::new);
        batch.clear();
        batched = 0;
        tasks.add(
                memory -> {
                    for (Task task : together) {
                        task.run(memory);
                    }
                });
    }

    /** All that was added. */
    Round round() {
        if (!batch.isEmpty()) {
            endBatch();
        }
        return new Round(tasks.toArray(Task[]::new), Math.max(1, Math.min(threads, tasks.size())));
    }
}
