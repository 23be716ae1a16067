package dev.optweave.runtime.opencl;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.lwjgl.system.JNI;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;
import org.lwjgl.system.Platform;
import org.lwjgl.system.linux.DynamicLinkLoader;

/**
 * Keeps the JVM's handlers of signals where a driver puts its own in their place.
 *
 * <p>The JVM stops its threads by letting them read a page that it has made unreadable, and throws
 * an {@link ArithmeticException} when the processor reports an integer division by zero. A driver
 * that compiles with LLVM, as PoCL does, handles these signals from when its devices are first
 * listed. LLVM's handler removes the files that the compiler is about to write and gives the signal
 * back to the JVM only after that; of two threads that are stopped at once, the second meets the
 * system's default, which ends the process. PoCL's own handler skips a division by zero as if it
 * had a result.
 *
 * <p>LLVM installs its handlers when devices are first listed, and takes them for installed until
 * one of them is called. If that happens before the JVM's are back, it gives all of them back
 * itself, and installs its own with the next program that it compiles.
 */
final class SignalHandlers {

    /** The first and the last of Linux's signals, without those for real time. */
    private static final int FIRST = 1;

    private static final int LAST = 31;

    /** No handler can be set for these two. */
    private static final int KILL = 9;

    private static final int STOP = 19;

    /** An access to memory that is not mapped or not readable. */
    private static final int FAULT = 11;

    /** More than {@code struct sigaction} has on any platform. */
    private static final int BYTES = 512;

    /** Has a name looked for in all libraries: the system's {@code RTLD_DEFAULT}. */
    private static final long ANYWHERE = 0;

    /** How long the thread that watches rests between two looks, when it need not hurry. */
    private static final long REST_NANOS = 1_000_000;

    /** The system's function; found once, since the search takes longer than the call. */
    private static final long SIGACTION = function();

    /**
     * The platforms whose last compilation replaced no handler. Each is another driver, that may
     * have LLVM for itself; as drivers may share it as well, none is left once any installs
     * handlers, or may have.
     */
    private static final Set<Long> SETTLED = new HashSet<>();

    private SignalHandlers() {}

    /**
     * Makes a call in which drivers list their devices, and puts back the handlers that were there
     * before; on systems other than Linux only makes it.
     */
    static synchronized <T> T keptWhileListing(Supplier<T> call) {
        SETTLED.clear();
        return SIGACTION == 0 ? call.get() : kept(false, call).result();
    }

    /**
     * Makes a call in which a platform's driver compiles, and puts back the handlers that were
     * there before; on systems other than Linux only makes it.
     *
     * @param platform its handle
     */
    static synchronized <T> T keptWhileCompiling(long platform, Supplier<T> call) {
        if (SIGACTION == 0) {
            return call.get();
        }
        boolean resting = SETTLED.remove(platform);
        Kept<T> kept = kept(resting, call);
        if (kept.replaced()) {
            SETTLED.clear();
        } else {
            SETTLED.add(platform);
        }
        return kept.result();
    }

    /** Whether the thread that watches a platform's next compilation rests between two looks. */
    static synchronized boolean isSettled(long platform) {
        return SETTLED.contains(platform);
    }

    /** What a call returned, and whether it replaced the handler of faults. */
    private record Kept<T>(T result, boolean replaced) {}

    private static <T> Kept<T> kept(boolean resting, Supplier<T> call) {
        long sigaction = SIGACTION;
        long saved = MemoryUtil.nmemCallocChecked(LAST + 1, BYTES);
        try {
            each(signal -> exchange(sigaction, signal, 0, saved + (long) signal * BYTES));
            return watched(resting, call, sigaction, saved);
        } finally {
            MemoryUtil.nmemFree(saved);
        }
    }

    /**
     * Threads may be stopped during the call, which takes milliseconds: another thread puts the
     * handler of faults back as soon as it is replaced, all others are put back in the end. Once a
     * compilation has replaced nothing the driver takes its handlers for installed, and it suffices
     * to look now and then: looking all the time would keep a processor from the compiler.
     */
    private static <T> Kept<T> watched(
            boolean resting, Supplier<T> call, long sigaction, long saved) {
        long own = saved + (long) FAULT * BYTES;
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean replaced = new AtomicBoolean();
        Runnable watch =
                () -> {
                    while (!done.get()) {
                        if (handler(FAULT) != MemoryUtil.memGetAddress(own)) {
                            replaced.set(true);
                            exchange(sigaction, FAULT, own, 0);
                        } else if (resting) {
                            LockSupport.parkNanos(REST_NANOS);
                        }
                    }
                };
        Thread watcher = new Thread(watch, "optweave-signal-handlers");
        watcher.setDaemon(true);
        watcher.start();
        try {
            T result = call.get();
            end(watcher, done);
            boolean late = handler(FAULT) != MemoryUtil.memGetAddress(own);
            return new Kept<>(result, late || replaced.get());
        } finally {
            end(watcher, done);
            each(signal -> exchange(sigaction, signal, saved + (long) signal * BYTES, 0));
        }
    }

    /** Ends the thread that watches; doing so twice does no harm. */
    private static void end(Thread watcher, AtomicBoolean done) {
        done.set(true);
        LockSupport.unpark(watcher);
        join(watcher);
    }

    private static void join(Thread watcher) {
        boolean interrupted = false;
        while (watcher.isAlive()) {
            try {
                watcher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The address of a signal's handler; 0 where that is the system's, or cannot be told. */
    static long handler(int signal) {
        if (SIGACTION == 0) {
            return 0;
        }
        long current = MemoryUtil.nmemCallocChecked(1, BYTES);
        try {
            exchange(SIGACTION, signal, 0, current);
            return MemoryUtil.memGetAddress(current);
        } finally {
            MemoryUtil.nmemFree(current);
        }
    }

    private static long function() {
        if (Platform.get() != Platform.LINUX) {
            return 0;
        }
        try (MemoryStack stack = MemoryStack.stackPush()) {
            long name = MemoryUtil.memAddress(stack.ASCII("sigaction"));
            return DynamicLinkLoader.ndlsym(ANYWHERE, name);
        }
    }

    private interface Action {
        void of(int signal);
    }

    private static void each(Action action) {
        for (int signal = FIRST; signal <= LAST; signal++) {
            if (signal != KILL && signal != STOP) {
                action.of(signal);
            }
        }
    }

    private static void exchange(long sigaction, int signal, long next, long old) {
        int status = JNI.callPPI(signal, next, old, sigaction);
        if (status != 0) {
            throw new OpenClException(
                    "the handler of signal "
                            + signal
                            + " cannot be kept from the driver: sigaction says "
                            + status);
        }
    }
}
