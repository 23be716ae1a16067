package dev.optweave.processor.check;

import dev.optweave.processor.equation.Kind;

/** Where a value is computed, and whether it is true or false rather than a number. */
record ValueType(Kind kind, boolean truth) {

    static ValueType number(Kind kind) {
        return new ValueType(kind, false);
    }

    /** How many values there are, as in "this has …". */
    String words() {
        return switch (kind) {
            case CONSTANT, STEP -> "one value a step";
            case ALL -> "one value for all tensors";
            case TENSOR -> "one for each tensor";
            case ROW -> "one for each row";
            case COLUMN -> "one for each column";
            case ELEMENT -> "one for each element";
        };
    }
}
