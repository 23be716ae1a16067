package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.RuleKernel.BLOCK;

/** Splits a tensor's elements into pieces of whole blocks. */
final class Pieces {

    /** How many pieces a thread gets of a very large tensor: enough to even out its speed. */
    private static final int PER_THREAD = 8;

    private Pieces() {}

    /** Takes a piece. */
    interface Taker {
        void take(int from, int to);
    }

    /** Hands out the pieces of a tensor, in order. */
    static void split(int length, int threads, Taker taker) {
        long even = (long) length / ((long) threads * PER_THREAD) / BLOCK * BLOCK;
        long size = threads == 1 ? length : Math.max(even, Stage.PIECE);
        for (long from = 0; from < length; from += size) {
            taker.take((int) from, (int) Math.min(length, from + size));
        }
    }
}
