package dev.optweave.runtime.internal;

/** Tasks that can run in any order, all before anything that follows. */
final class Round {

    private final Task[] tasks;
    private final int threads;

    /**
     * @param tasks what is to be done
     * @param threads how many threads it is worth
     */
    Round(Task[] tasks, int threads) {
        this.tasks = tasks;
        this.threads = threads;
    }

    Task[] tasks() {
        return tasks;
    }

    int threads() {
        return threads;
    }
}
