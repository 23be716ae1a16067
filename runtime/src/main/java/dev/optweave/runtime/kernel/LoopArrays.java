package dev.optweave.runtime.kernel;

/**
 * What a vector loop works on: a tensor's scalars, and arrays that hold a stretch of its elements.
 * Each array may begin at another element. Streams are counted as in {@link KernelLayout.Loop}.
 */
public abstract class LoopArrays {

    /** For the runtime. */
    protected LoopArrays() {}

    /** The tensor, for its scalars and its group's. */
    public abstract TensorStep tensor();

    /** The array of a stream of a float tensor, in the format that the loops were asked for. */
    public abstract Object array(int stream);

    /** The array of a stream of a double tensor. */
    public abstract double[] doubles(int stream);

    /** The element at the beginning of a stream's array. */
    public abstract int start(int stream);

    /** Where a loop puts what it reduces: of element i at {@code i - blockStart()}. */
    public abstract BlockValues block();

    /** The element at the beginning of the block. */
    public abstract int blockStart();
}
