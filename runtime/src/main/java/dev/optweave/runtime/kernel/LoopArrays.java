package dev.optweave.runtime.kernel;

/**
 * What a vector loop works on: its scalars, and arrays that hold all or some of a tensor's
 * elements. Streams are counted as in {@link KernelLayout.Loop}: {@link
 * KernelLayout.Loop#PARAMETER}, {@link KernelLayout.Loop#GRADIENT}, or a state's place in the rule,
 * from 0.
 *
 * <p>A loop over elements {@code from} to {@code to} has element i of a stream at index i of its
 * array, or at {@code i - start()} where the stream is staged or lies in blocks of eight-bit codes
 * ({@link ElementFormat}). Tensors may share an array: then loops count elements from the array's
 * first, not from the tensor's. Nothing is checked here, as loops ask in each call: a stream that
 * the loop neither reads nor writes has no array.
 */
public abstract class LoopArrays {

    /** For the runtime. */
    protected LoopArrays() {}

    /** Whether the tensor is computed in doubles; otherwise in floats, whatever it is stored in. */
    public abstract boolean isDouble();

    /**
     * The loop's scalars, in the order of {@link RuleKernel#loopScalars}, in an array that may be
     * longer; truth is 1 or 0. They are the same for all elements of the call.
     */
    public abstract double[] scalars();

    /**
     * The array of a stream of a float tensor, in the format that the loops were made for ({@link
     * VectorLoops#with}): {@code float[]}, {@code short[]}, or what {@link ElementFormat} says.
     *
     * @param stream one that the loop reads or writes
     */
    public abstract Object array(int stream);

    /**
     * The array of a stream of a double tensor, plain or staged.
     *
     * @param stream one that the loop reads or writes
     */
    public abstract double[] doubles(int stream);

    /**
     * Where a loop puts what it reduces: of element i at {@code i - start()}, from 0 to {@link
     * RuleKernel#BLOCK}, exclusive.
     */
    public abstract BlockValues block();

    /**
     * The element at the beginning of the block, of those arrays that are staged and of blocks of
     * codes, at least 0 and at most the first element of the call.
     */
    public abstract int start();
}
