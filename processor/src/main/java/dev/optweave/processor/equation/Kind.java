package dev.optweave.processor.equation;

/**
 * Where a value is computed, in the order in which kinds broadcast upward: an operation's kind is
 * the highest of its arguments'.
 */
public enum Kind {
    /** Known when the code is generated. */
    CONSTANT,
    /** Once a step for a group of parameters, on the host, in double. */
    STEP,
    /** After a reduction over all tensors, on the host, in double. */
    ALL,
    /** Once for each tensor, on the host, in double. */
    TENSOR,
    /** Once for each row of a matrix. */
    ROW,
    /** Once for each column of a matrix. */
    COLUMN,
    /** In the loop over elements, in the tensor's own type. */
    ELEMENT;

    /** The kind of an operation on values of these two kinds. */
    public Kind join(Kind other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
