package dev.optweave.lab.execution;

import dev.optweave.runtime.Optimizer;

/** An optimizer, and what it runs on. */
public final class Running implements AutoCloseable {

    private final Optimizer optimizer;
    private final Runnable after;

    Running(Optimizer optimizer, Runnable after) {
        this.optimizer = optimizer;
        this.after = after;
    }

    /** The optimizer. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** Closes the optimizer, then what it ran on. */
    @Override
    public void close() {
        optimizer.close();
        after.run();
    }
}
