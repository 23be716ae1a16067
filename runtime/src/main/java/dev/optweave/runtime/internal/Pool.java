package dev.optweave.runtime.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all optimizers share: daemons that live as long as the process and belong to
 * nobody. Whoever has work asks those that are idle at that moment and does without the others, so
 * that two optimizers never wait for each other. Asking allocates nothing.
 */
final class Pool {

    /** The pool of the process: with the thread that asks, one thread for each processor. */
    static final Pool SHARED = new Pool(Runtime.getRuntime().availableProcessors() - 1);

    /** How often an idle thread looks for work before it sleeps: some microseconds. */
    private static final int SPINS = 256;

    private static final Job WORKING =
            new Job() {
                @Override
                public void work() {
                    throw new IllegalStateException("marks a thread that works; is no work itself");
                }

                @Override
                public void done() {
                    work();
                }
            };

    private final Helper[] helpers;
    private volatile int started;

    /** Something that an idle thread can be asked to do. It must not throw. */
    interface Job {
        void work();

        /** Called by the same thread when it can already be asked for something else. */
        void done();
    }

    /**
     * @param threads how many threads there can be; none runs before {@link #start}
     */
    Pool(int threads) {
        helpers = new Helper[threads];
        for (int i = 0; i < threads; i++) {
            helpers[i] = new Helper(i + 1);
        }
    }

    /** How many threads there can be. */
    int size() {
        return helpers.length;
    }

    /** Starts some more threads, as far as there can be more. */
    synchronized void start(int more) {
        int wanted = (int) Math.min(helpers.length, (long) started + more);
        while (started < wanted) {
            // Where the system refuses a thread, nobody can have asked this one for anything.
            helpers[started].start();
            started++;
        }
    }

    /**
     * Asks an idle thread to do a job.
     *
     * @param first the thread to try first; the same one each time keeps its caches warm
     * @return the thread, which may not have begun yet; null if none is idle
     */
    @Nullable Helper ask(Job job, int first) {
        int count = started;
        for (int i = 0; i < count; i++) {
            Helper helper = helpers[(first + i) % count];
            if (helper.accept(job)) {
                return helper;
            }
        }
        return null;
    }

    /** One thread. */
    static final class Helper implements Runnable {

        /** Null while the thread is idle, and {@link #WORKING} from when it has begun. */
        private final AtomicReference<@Nullable Job> asked = new AtomicReference<>();

        private final int number;
        private volatile @Nullable Thread thread;

        private Helper(int number) {
            this.number = number;
        }

        private void start() {
            // Inherits neither thread-locals nor the class loader of whoever builds an optimizer.
            Thread fresh = new Thread(null, this, "optweave-" + number, 0, false);
            fresh.setDaemon(true);
            fresh.setContextClassLoader(ClassLoader.getSystemClassLoader());
            thread = fresh;
            fresh.start();
        }

        private boolean accept(Job job) {
            if (asked.get() != null || !asked.compareAndSet(null, job)) {
                return false;
            }
            LockSupport.unpark(thread);
            return true;
        }

        /** Takes back a job that the thread has not begun; false if it has, or has done it. */
        boolean withdraw(Job job) {
            return asked.compareAndSet(job, null);
        }

        @Override
        public void run() {
            while (true) {
                Job job = await();
                if (asked.compareAndSet(job, WORKING)) {
                    // An interrupt of whoever lists threads is not meant for the one who asked.
                    Thread.interrupted();
                    job.work();
                    asked.set(null);
                    job.done();
                }
            }
        }

        private Job await() {
            for (int spin = 0; ; spin++) {
                Job job = asked.get();
                if (job != null) {
                    return job;
                }
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                    // An interrupted thread does not park.
                    Thread.interrupted();
                }
            }
        }
    }
}
