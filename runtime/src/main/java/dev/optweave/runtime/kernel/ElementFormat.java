package dev.optweave.runtime.kernel;

/**
 * How elements lie in an array that a vector loop loads from and stores to. All but the first two
 * are formats of float tensors: a loop computes in floats, to which each value widens exactly.
 */
public enum ElementFormat {
    /** An array of floats, or of doubles under a tensor of doubles. */
    PLAIN,
    /**
     * The same, but a copy of some elements, which begins at {@link LoopArrays#start}: the runtime
     * decodes into it what the loop reads, and encodes from it what the loop wrote.
     */
    STAGED,
    /**
     * An array of shorts that hold brain floats, the upper halves of floats; what is stored is
     * rounded to the nearest, to even halfway, and to infinity beyond the largest.
     */
    BFLOAT16,
    /**
     * An array of shorts that hold IEEE binary16, subnormal ones among them; what is stored is
     * rounded to the nearest, to even halfway, and to infinity from 65,520 on.
     */
    FLOAT16,
    /**
     * A {@link dev.optweave.runtime.kernel.vector.CodedBlock} of eight-bit codes, in which elements
     * are counted from {@link LoopArrays#start} on: what is stored is kept until the block is
     * encoded.
     */
    INT8_BLOCK
}
