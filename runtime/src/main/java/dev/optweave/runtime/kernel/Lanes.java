package dev.optweave.runtime.kernel;

/** Where one block's reductions accumulate, {@link RuleKernel#LANES} partial results each. */
public abstract class Lanes {

    /** For the runtime. */
    protected Lanes() {}

    /** The partial results of a reduction over a float tensor, by its place in the section. */
    public abstract float[] floats(int reduction);

    /** The partial results of a reduction over a double tensor, by its place in the section. */
    public abstract double[] doubles(int reduction);
}
