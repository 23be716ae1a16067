package dev.optweave.processor;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that renders what is to be written, while the compiler's own thread reads and compiles
 * the next rules. It needs nothing of the compiler, whose model belongs to one thread.
 */
final class Renderer implements AutoCloseable {

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "optweave-renderer");
                        thread.setDaemon(true);
                        return thread;
                    });

    /** Renders in the order of these calls. */
    Future<Texts> submit(Callable<Texts> texts) {
        return thread.submit(texts);
    }

    /**
     * What was rendered; waits for it.
     *
     * @throws IOException if the compiler is interrupted meanwhile
     */
    static Texts result(Future<Texts> texts) throws IOException {
        try {
            return texts.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a rule's optimizer was rendered");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
