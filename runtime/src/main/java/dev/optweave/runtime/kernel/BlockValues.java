package dev.optweave.runtime.kernel;

/**
 * What a phase reduces over one block of a tensor: an array of {@link RuleKernel#BLOCK} values for
 * each reduction. It is small enough to stay in the cache until the runtime reduces it.
 */
public abstract class BlockValues {

    /** For the runtime. */
    protected BlockValues() {}

    /** The values of a reduction over a float tensor, by its place in the section. */
    public abstract float[] floats(int reduction);

    /** The values of a reduction over a double tensor, by its place in the section. */
    public abstract double[] doubles(int reduction);
}
