package dev.optweave.runtime.internal;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one optimizer. The calling thread works too; the others are daemons, started when
 * there is work for them and ended by {@link #close}. Running a round allocates nothing.
 */
final class Workers {

    private static final int SPINS = 256;

    private final WorkerMemory[] memories;
    private final Thread[] threads;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private Task[] tasks = {};
    private Thread caller = Thread.currentThread();
    private volatile int round;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /**
     * @param threads how many threads work, the calling one among them
     * @param memory makes what each has for itself
     */
    Workers(int threads, Supplier<WorkerMemory> memory) {
        this.memories = new WorkerMemory[threads];
        for (int i = 0; i < threads; i++) {
            memories[i] = memory.get();
        }
        this.threads = new Thread[threads - 1];
    }

    int count() {
        return memories.length;
    }

    /**
     * Runs all tasks and returns when they are done. What a task throws is thrown here, once no
     * other task runs.
     */
    void run(Task[] work) {
        if (threads.length == 0 || work.length < 2) {
            for (Task task : work) {
                task.run(memories[0]);
            }
            return;
        }
        startThreads();
        tasks = work;
        caller = Thread.currentThread();
        next.set(0);
        busy.set(threads.length);
        round++;
        for (Thread thread : threads) {
            LockSupport.unpark(thread);
        }
        claim(memories[0]);
        awaitOthers();
        rethrow();
    }

    /** Ends the threads. */
    void close() {
        closed = true;
        for (Thread thread : threads) {
            if (thread != null) {
                LockSupport.unpark(thread);
            }
        }
    }

    private void startThreads() {
        int started = round;
        for (int i = 0; i < threads.length; i++) {
            if (threads[i] != null) {
                continue;
            }
            WorkerMemory own = memories[i + 1];
            Thread thread = new Thread(() -> work(own, started), "optweave-" + (i + 1));
            thread.setDaemon(true);
            // where the system refuses a thread, the next step asks again
            thread.start();
            threads[i] = thread;
        }
    }

    private void work(WorkerMemory own, int started) {
        int done = started;
        while (awaitRound(done)) {
            done++;
            claim(own);
            // The caller waits for this before it touches the list of tasks again.
            if (busy.decrementAndGet() == 0) {
                LockSupport.unpark(caller);
            }
        }
    }

    /** Waits for the next round; false if there will be none. */
    private boolean awaitRound(int done) {
        for (int spin = 0; round == done; spin++) {
            if (closed) {
                return false;
            }
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
            }
        }
        return true;
    }

    private void awaitOthers() {
        boolean interrupted = false;
        for (int spin = 0; busy.get() > 0; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                LockSupport.park(this);
                // An interrupted thread does not park; the interrupt is for the caller, later.
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void claim(WorkerMemory own) {
        Task[] work = tasks;
        for (int i = next.getAndIncrement(); i < work.length; i = next.getAndIncrement()) {
            try {
                work[i].run(own);
            } catch (RuntimeException | Error thrown) {
                failure = thrown;
                next.set(work.length);
            }
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        if (thrown == null) {
            return;
        }
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
