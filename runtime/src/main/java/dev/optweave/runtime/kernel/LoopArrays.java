package dev.optweave.runtime.kernel;

/**
 * What a vector loop works on: its scalars, and arrays that hold all or some of a tensor's
 * elements. Streams are counted as in {@link KernelLayout.Loop}.
 */
public abstract class LoopArrays {

    /** For the runtime. */
    protected LoopArrays() {}

    /** Whether the tensor's elements are doubles. */
    public abstract boolean isDouble();

    /**
     * The loop's scalars, in the order of {@link RuleKernel#loopScalars}, in an array that may be
     * longer.
     */
    public abstract double[] scalars();

    /** The array of a stream of a float tensor, in the format that the loops were asked for. */
    public abstract Object array(int stream);

    /** The array of a stream of a double tensor. */
    public abstract double[] doubles(int stream);

    /** Where a loop puts what it reduces: of element i at {@code i - start()}. */
    public abstract BlockValues block();

    /** The element at the beginning of the block and of those arrays that are staged. */
    public abstract int start();
}
