package dev.optweave.runtime.internal;

import dev.optweave.runtime.internal.Pool.Helper;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one optimizer's rounds of tasks: on the calling thread, and on those of the pool that are
 * idle. Each thread has a range of the tasks of its own, the same in every step, and then helps
 * with those of the others. Running a round allocates nothing.
 */
final class Workers {

    /** How often the caller looks whether the others are done before it sleeps. */
    private static final int SPINS = 4096;

    private final Pool pool;
    private final WorkerMemory[] memories;
    private final AtomicInteger[] next;
    private final Seat[] seats;
    private final AtomicInteger busy = new AtomicInteger();
    private Task[] tasks = {};
    private int ranges = 1;
    private Thread caller = Thread.currentThread();
    private volatile @Nullable Throwable failure;

    /** The place of a thread of the pool. */
    private final class Seat implements Pool.Job {

        private final int number;
        private @Nullable Helper helper;

        Seat(int number) {
            this.number = number;
        }

        @Override
        public void work() {
            claim(number);
        }

        @Override
        public void done() {
            // The caller waits for this before it touches the list of tasks again.
            Thread waiting = caller;
            if (busy.decrementAndGet() == 0) {
                LockSupport.unpark(waiting);
            }
        }
    }

    /**
     * @param pool where further threads come from; started here, so that no step has to
     * @param threads how many threads may work, the calling one among them
     * @param memory makes what each has for itself
     */
    Workers(Pool pool, int threads, Supplier<WorkerMemory> memory) {
        int count = Math.min(threads, pool.size() + 1);
        this.pool = pool;
        this.memories = new WorkerMemory[count];
        this.next = new AtomicInteger[count];
        this.seats = new Seat[count - 1];
        for (int i = 0; i < count; i++) {
            memories[i] = memory.get();
            next[i] = new AtomicInteger();
            if (i > 0) {
                seats[i - 1] = new Seat(i);
            }
        }
        pool.start(seats.length);
    }

    /**
     * Runs all tasks of a round and returns when they are done. What a task throws is thrown here,
     * once no other task runs; those that had not begun are left out.
     */
    void run(Round round) {
        ranges = Math.min(round.threads(), memories.length);
        tasks = round.tasks();
        if (ranges == 1) {
            for (Task task : tasks) {
                task.run(memories[0]);
            }
            return;
        }
        for (int range = 0; range < ranges; range++) {
            next[range].set(first(range));
        }
        caller = Thread.currentThread();
        ask();
        claim(0);
        withdraw();
        awaitOthers();
        rethrow();
    }

    /** The first task of a range. */
    private int first(int range) {
        return (int) ((long) tasks.length * range / ranges);
    }

    private void ask() {
        busy.set(ranges - 1);
        for (int i = 0; i < ranges - 1; i++) {
            seats[i].helper = pool.ask(seats[i], i);
            if (seats[i].helper == null) {
                // None is idle; the tasks are done by those there are.
                busy.addAndGet(i + 1 - ranges);
                for (int rest = i + 1; rest < ranges - 1; rest++) {
                    seats[rest].helper = null;
                }
                return;
            }
        }
    }

    /** Does without the threads that have not begun: waking up takes longer than all was worth. */
    private void withdraw() {
        for (int i = 0; i < ranges - 1; i++) {
            Helper helper = seats[i].helper;
            if (helper != null && helper.withdraw(seats[i])) {
                busy.decrementAndGet();
            }
        }
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

    private void claim(int own) {
        for (int i = 0; i < ranges; i++) {
            int range = (own + i) % ranges;
            int end = first(range + 1);
            AtomicInteger place = next[range];
            for (int task = place.getAndIncrement(); task < end; task = place.getAndIncrement()) {
                if (failure != null) {
                    return;
                }
                try {
                    tasks[task].run(memories[own]);
                } catch (Throwable thrown) { // whatever it is, the caller must not wait for ever
                    fail(thrown);
                }
            }
        }
    }

    private synchronized void fail(Throwable thrown) {
        Throwable before = failure;
        if (before == null) {
            failure = thrown;
        } else if (before != thrown) {
            before.addSuppressed(thrown);
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
        if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        // a task declares no checked exception, so one was thrown past the compiler
        throw new IllegalStateException(thrown);
    }
}
