package dev.optweave.runtime.internal;

/**
 * How loops are to run.
 *
 * @param threads how many threads work, the calling one among them
 * @param seed what values that are rounded at random depend on
 * @param vectors whether loops run in vectors where they can; the module for them must be there
 * @param always whether they do so even where HotSpot vectorizes the scalar form as well
 * @param scaledTensors whether gradients are scaled tensor by tensor, so that no loop can go
 *     through several
 */
public record ExecutionSettings(
        int threads, long seed, boolean vectors, boolean always, boolean scaledTensors) {

    /** Loops that run one element after the other. */
    public ExecutionSettings(int threads, long seed) {
        this(threads, seed, false, false, false);
    }

    /** The same, with loops in vectors or without. */
    public ExecutionSettings withVectors(boolean inVectors, boolean inAll) {
        return new ExecutionSettings(threads, seed, inVectors, inAll, scaledTensors);
    }

    /** The same, with gradients scaled tensor by tensor or all alike. */
    public ExecutionSettings withScaledTensors(boolean scaled) {
        return new ExecutionSettings(threads, seed, vectors, always, scaled);
    }
}
