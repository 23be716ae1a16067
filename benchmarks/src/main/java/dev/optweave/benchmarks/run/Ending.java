package dev.optweave.benchmarks.run;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What is still done when the program is ended from outside, as by Ctrl-C or {@code kill}: its
 * child processes are ended too, and then something is said last. Between {@link #close} and the
 * end of the program nothing is.
 */
public final class Ending implements AutoCloseable {

    /** The keyboard's interrupt may end a child earlier than it is noticed here. */
    private static final long PATIENCE_MILLISECONDS = 1000;

    private final Thread hook;
    private boolean begun;

    /**
     * From now on an end from outside is prepared for.
     *
     * @param last what is said; it runs while no other thread is past {@link #settle}
     */
    public Ending(Runnable last) {
        hook =
                new Thread(
                        () -> {
                            begin();
                            endChildren();
                            last.run();
                            endChildren(); // one may have been about to start
                        },
                        "ending");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private synchronized void begin() {
        begun = true;
        notifyAll();
    }

    private static void endChildren() {
        List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
        children.forEach(ProcessHandle::destroyForcibly);
        children.forEach(child -> child.onExit().join());
    }

    /** To be called before a child is started: does not return if the program is being ended. */
    public synchronized void check() throws InterruptedException {
        while (begun) {
            wait();
        }
    }

    /**
     * To be called when a child has failed: waits whether the program is being ended. If so, this
     * does not return, so that a failure which is none is not taken down, and no other child
     * started.
     */
    public synchronized void settle() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000;
        for (long left; !begun && (left = until - System.nanoTime()) > 0; ) {
            wait(left / 1_000_000 + 1);
        }
        check();
    }

    /** Nothing is said any more. Does not return if the program is being ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            while (true) {
                LockSupport.park(); // the hook runs, or will, and the program ends with it
            }
        }
    }
}
