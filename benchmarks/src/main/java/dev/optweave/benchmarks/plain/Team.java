package dev.optweave.benchmarks.plain;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that do the shares of a step at once; the calling thread is one of them. One that has
 * nothing to do waits awake for some time, so that in a row of steps none has to be woken.
 */
final class Team implements AutoCloseable {

    private static final int SPINS = 100_000;

    private final Thread[] helpers;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int round;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private @Nullable IntConsumer work;

    /** Starts {@code threads - 1} threads. */
    Team(int threads) {
        helpers = new Thread[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            int share = i + 1;
            helpers[i] = new Thread(() -> help(share), "team-" + share);
            helpers[i].setDaemon(true);
            helpers[i].start();
        }
    }

    /** How many threads work, the calling one included. */
    int size() {
        return helpers.length + 1;
    }

    /**
     * Does all shares, from 0 to {@link #size} less 1, each on a thread of its own, and returns
     * when all are done.
     *
     * @throws IllegalStateException if a share threw on another thread
     */
    void run(IntConsumer shares) {
        work = shares;
        busy.set(helpers.length);
        round++;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
        try {
            shares.accept(0);
        } finally {
            while (busy.get() != 0) {
                Thread.onSpinWait();
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a share of the step failed", failure);
        }
    }

    private void help(int share) {
        int done = 0;
        while (true) {
            for (int i = 0; round == done && !closed; i++) {
                if (i < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            if (closed) {
                return;
            }
            done++;
            try {
                work.accept(share);
            } catch (RuntimeException | Error e) {
                failure = e;
            } finally {
                busy.decrementAndGet();
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Thread helper : helpers) {
            LockSupport.unpark(helper);
        }
    }
}
