package dev.optweave.runtime.kernel;

/** How elements lie in an array that a vector loop loads from and stores to. */
public enum ElementFormat {
    /** An array of floats, or of doubles under a tensor of doubles. */
    PLAIN,
    /** The same, but a copy of some elements, which begins at {@link LoopArrays#start}. */
    STAGED,
    /** An array of shorts that hold brain floats; what is stored is rounded to the nearest. */
    BFLOAT16,
    /** An array of shorts that hold binary16; what is stored is rounded to the nearest. */
    FLOAT16,
    /**
     * A {@link dev.optweave.runtime.kernel.vector.CodedBlock} of eight-bit codes: what is stored is
     * kept until the block is encoded.
     */
    INT8_BLOCK
}
