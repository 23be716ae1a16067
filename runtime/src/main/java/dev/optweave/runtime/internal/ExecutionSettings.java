package dev.optweave.runtime.internal;

/**
 * How loops are to run.
 *
 * @param threads how many threads work, the calling one among them
 * @param seed what values that are rounded at random depend on
 * @param vectors whether loops run in vectors where they can; the module for them must be there
 * @param always whether they do so even where HotSpot vectorizes the scalar form as well
 */
public record ExecutionSettings(int threads, long seed, boolean vectors, boolean always) {

    /** Loops that run one element after the other. */
    public ExecutionSettings(int threads, long seed) {
        this(threads, seed, false, false);
    }

    /** The same, with loops in vectors or without. */
    public ExecutionSettings withVectors(boolean inVectors, boolean inAll) {
        return new ExecutionSettings(threads, seed, inVectors, inAll);
    }
}
