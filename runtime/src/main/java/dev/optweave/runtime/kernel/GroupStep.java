package dev.optweave.runtime.kernel;

/** What a kernel reads and writes of one group of parameters during a step. */
public abstract class GroupStep {

    /** For the runtime. */
    protected GroupStep() {}

    /** The step number: 1 on the first step. */
    public abstract long step();

    /** The value of a hyperparameter at this step, by its place in the rule's descriptor. */
    public abstract double hyperparameter(int index);

    /** A state per step, by its place among the rule's states, as it was when the section began. */
    public abstract double state(int index);

    /** Sets what a state per step will be when the section has ended. */
    public abstract void state(int index, double value);

    /** A scalar computed earlier in this section. */
    public abstract double scalar(int index);

    /** Keeps a scalar for the rest of this section. */
    public abstract void scalar(int index, double value);

    /** The result of a reduction over all tensors, by its place among the section's reductions. */
    public abstract double reduction(int index);

    /** How many elements all tensors of all groups have together. */
    public abstract double elementCount();
}
