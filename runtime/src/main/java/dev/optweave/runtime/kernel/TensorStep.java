package dev.optweave.runtime.kernel;

/** What a kernel reads and writes of one tensor during a step. */
public abstract class TensorStep {

    /** For the runtime. */
    protected TensorStep() {}

    /** Whether the tensor's elements are doubles; otherwise they are floats. */
    public abstract boolean isDouble();

    /**
     * How many elements the tensor has; where a section asks for nothing that belongs to a tensor,
     * perhaps those of several neighbours.
     */
    public abstract int length();

    /** The group the tensor belongs to. */
    public abstract GroupStep group();

    /** The parameter of a float tensor. */
    public abstract float[] floatParameter();

    /** The gradient of a float tensor, before it is scaled by {@link #gradientScale}. */
    public abstract float[] floatGradient();

    /** A state per element of a float tensor, by its place among the rule's states. */
    public abstract float[] floatState(int index);

    /** The parameter of a double tensor. */
    public abstract double[] doubleParameter();

    /** The gradient of a double tensor, before it is scaled by {@link #gradientScale}. */
    public abstract double[] doubleGradient();

    /** A state per element of a double tensor, by its place among the rule's states. */
    public abstract double[] doubleState(int index);

    /**
     * What a kernel multiplies each gradient element by as it loads it: 1, or less where the
     * gradient is clipped or averaged, negative where the loss is maximized.
     */
    public abstract double gradientScale();

    /** A state per tensor, by its place among the rule's states, as when the section began. */
    public abstract double state(int index);

    /** Sets what a state per tensor will be when the section has ended. */
    public abstract void state(int index, double value);

    /** A scalar computed earlier in this section for this tensor. */
    public abstract double scalar(int index);

    /** Keeps a scalar for the rest of this section. */
    public abstract void scalar(int index, double value);

    /** The result of a reduction over this tensor, by its place among the section's reductions. */
    public abstract double reduction(int index);
}
