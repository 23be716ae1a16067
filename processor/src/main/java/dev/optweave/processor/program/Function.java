package dev.optweave.processor.program;

/**
 * The operations that every backend provides. Each rounds once, except {@code EXP}, {@code LOG},
 * {@code TANH} and {@code CBRT}, which are those of {@link StrictMath} in double, and {@code
 * POWER}, which is that of {@link Math}, as {@code StrictMath}'s allocates; all narrowed to the
 * compute type.
 */
public enum Function {
    ADD(2),
    SUBTRACT(2),
    MULTIPLY(2),
    DIVIDE(2),
    NEGATE(1),
    /** First times second plus third, rounded once. */
    FMA(3),
    SQRT(1),
    CBRT(1),
    ABS(1),
    /** -1, 0 or 1; a zero keeps its sign and NaN stays NaN. */
    SIGN(1),
    EXP(1),
    LOG(1),
    TANH(1),
    POWER(2),
    /** The smaller; NaN if either is; -0 is smaller than 0. */
    MIN(2),
    /** The larger; NaN if either is; 0 is larger than -0. */
    MAX(2),
    FLOOR(1),
    /** The remainder of the division, with the dividend's sign. */
    REMAINDER(2),
    LESS(2),
    LESS_EQUAL(2),
    EQUAL(2),
    NOT_EQUAL(2),
    AND(2),
    OR(2),
    NOT(1),
    /** The second if the first is true, else the third. */
    SELECT(3);

    private final int arity;

    Function(int arity) {
        this.arity = arity;
    }

    /** The number of arguments. */
    public int arity() {
        return arity;
    }

    /** Whether the result is a truth value. */
    public boolean isTruth() {
        return switch (this) {
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> true;
            default -> false;
        };
    }
}
