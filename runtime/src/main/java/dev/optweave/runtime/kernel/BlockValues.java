package dev.optweave.runtime.kernel;

/**
 * What a phase that reduces works on, one block of a tensor after the other: copies of the block,
 * and an array of {@link RuleKernel#BLOCK} values for each reduction. All of it is small enough to
 * stay in the cache, and all of it starts at 0, so that one loop over it can be vectorized.
 */
public abstract class BlockValues {

    /** For the runtime. */
    protected BlockValues() {}

    /**
     * Copies a block to where element {@code from} is at 0.
     *
     * @param number tells the copies of a phase apart; below the rule's number of states plus 2
     */
    public abstract float[] copy(int number, float[] array, int from, int to);

    /** The same for a double tensor. */
    public abstract double[] copy(int number, double[] array, int from, int to);

    /** The values of a reduction over a float tensor, by its place in the section. */
    public abstract float[] floats(int reduction);

    /** The values of a reduction over a double tensor, by its place in the section. */
    public abstract double[] doubles(int reduction);
}
