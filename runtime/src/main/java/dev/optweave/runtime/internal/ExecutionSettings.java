package dev.optweave.runtime.internal;

/**
 * How loops are to run.
 *
 * @param threads how many threads work, the calling one among them
 * @param seed what values that are rounded at random depend on
 */
public record ExecutionSettings(int threads, long seed) {}
