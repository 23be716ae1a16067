package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import java.util.List;

/**
 * One value of the program: its number is its place in the program's list, and its arguments are
 * numbers of earlier instructions.
 *
 * @param truth whether the value is true or false, not a number
 * @param statement the statement the value came from, as an index into {@link
 *     Program#statements()}, or -1
 * @param hint a name for the value in generated code, or empty
 */
public record Instruction(
        Operation operation,
        List<Integer> arguments,
        Kind kind,
        boolean truth,
        int statement,
        String hint) {

    public Instruction {
        arguments = List.copyOf(arguments);
    }

    /** Whether it loads the variable. */
    boolean loads(Variable variable) {
        return operation instanceof Operation.Load load && load.variable().equals(variable);
    }
}
