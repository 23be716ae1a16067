package dev.optweave.conformance.differential;

import java.util.List;

/**
 * Where an execution parted from the interpreter.
 *
 * @param kind the same for failures that may have one cause: values that differ, or what was thrown
 *     and where
 */
record Difference(Execution execution, String kind, String text) {

    static Difference inValues(Execution execution, String text) {
        return new Difference(execution, "values", text);
    }

    static Difference thrown(Execution execution, RuntimeException e) {
        String where =
                e
                        + List.of(e.getStackTrace()).stream()
                                .findFirst()
                                .map(frame -> " at " + frame)
                                .orElse("");
        return new Difference(
                execution, e.getClass().getName() + where.replaceAll("^.* at ", " at "), where);
    }

    /** Whether this may be the same failure as another one. */
    boolean resembles(Difference other) {
        return execution == other.execution && kind.equals(other.kind);
    }

    @Override
    public String toString() {
        return execution + ": " + text;
    }
}
