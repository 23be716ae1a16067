package dev.optweave.benchmarks.step;

/** What steps from scaled gradients to averaged parameters, ours or a peer's. */
public interface WholeContestant extends Contestant {

    /** Puts the gradients into their place again, multiplied by the loss scale. Not timed. */
    void feed();

    /**
     * The moving averages of a tensor's values as they are now.
     *
     * @param tensor its place in the workload
     */
    float[] average(int tensor);

    /**
     * A tensor's gradients as the step left them.
     *
     * @param tensor its place in the workload
     */
    float[] gradient(int tensor);
}
