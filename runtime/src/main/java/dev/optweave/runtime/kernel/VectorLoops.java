package dev.optweave.runtime.kernel;

import java.util.List;

/**
 * The loops of a {@link RuleKernel} that have a vector form. They compute the same bits as the
 * kernel's own. Nothing here mentions a vector, so that it can be loaded where there is no module
 * of them.
 */
public interface VectorLoops {

    /** After how many elements loops that alternate turn to their other range. */
    int TURN = 512;

    /** Whether the loop of a phase (counted from 1) has a vector form. */
    boolean has(Section section, int phase);

    /**
     * Whether the loop of a phase compares elements, which keeps HotSpot from vectorizing its
     * scalar form.
     */
    boolean compares(Section section, int phase);

    /**
     * Whether the loop of a phase over floats goes over two ranges in turns where the loops are
     * {@link #alternating}: not if it reduces, or was compiled before there were such loops.
     */
    boolean alternates(Section section, int phase);

    /** How many elements the loops take at a time: a power of two. */
    int lanes(boolean isDouble);

    /**
     * The same loops, compiled for arrays of these formats.
     *
     * @param formats of the gradient, the parameter and each state of the rule, in this order;
     *     {@link ElementFormat#PLAIN} for all without this call
     * @throws IllegalStateException if the class cannot be defined anew, as its bytes are not found
     */
    VectorLoops with(List<ElementFormat> formats);

    /**
     * The same loops, where those that {@link #alternates} tells of are compiled to go over two
     * ranges in turns: {@link #elements} of a float tensor then also goes over as many elements
     * from {@code to} on. Processors read two places that are far apart faster than one.
     *
     * @param formats as for {@link #with}; none is staged or has blocks of codes
     * @throws IllegalStateException if the class cannot be defined anew, as its bytes are not found
     */
    VectorLoops alternating(List<ElementFormat> formats);

    /**
     * Runs a loop over some elements.
     *
     * @param from the first element
     * @param to behind the last; {@code to - from} is a multiple of {@link #lanes}, where the loop
     *     alternates of {@link #TURN} and not 0
     */
    void elements(Section section, int phase, LoopArrays arrays, int from, int to);
}
