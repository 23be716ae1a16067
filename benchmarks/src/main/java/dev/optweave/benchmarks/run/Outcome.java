package dev.optweave.benchmarks.run;

/** What became of one measurement. */
public sealed interface Outcome {

    /**
     * A time.
     *
     * @param nanoseconds of one step
     */
    record Measured(double nanoseconds) implements Outcome {}

    /**
     * None.
     *
     * @param reason why, in one line
     */
    record Failed(String reason) implements Outcome {}
}
