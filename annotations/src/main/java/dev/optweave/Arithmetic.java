package dev.optweave;

/** How freely a rule's arithmetic may be rewritten. Every backend runs the same rewritten form. */
public enum Arithmetic {
    /** Computes what is written, each operation rounded once. */
    STRICT,
    /**
     * May turn a division by a step scalar into a multiplication by its reciprocal, group step
     * scalars, and contract {@code a*b + c} into one fused multiply-add. Never reassociates sums
     * over elements and never assumes the absence of NaN.
     */
    FAST
}
