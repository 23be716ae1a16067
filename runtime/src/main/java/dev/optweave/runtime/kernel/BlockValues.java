package dev.optweave.runtime.kernel;

/**
 * Where a phase that reduces puts its values, one block of a tensor after the other: an array of
 * {@link RuleKernel#BLOCK} values for each reduction, small enough to stay in the cache.
 */
public abstract class BlockValues {

    /** For the runtime. */
    protected BlockValues() {}

    /** The values of a reduction over a float tensor, by its place in the section. */
    public abstract float[] floats(int reduction);

    /** The values of a reduction over a double tensor, by its place in the section. */
    public abstract double[] doubles(int reduction);
}
