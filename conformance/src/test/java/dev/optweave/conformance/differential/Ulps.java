package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import java.util.Map;
import java.util.OptionalInt;

/**
 * By how many units in the last place the functions of elements that no standard rounds correctly
 * may differ from the interpreter's in another execution. Java computes all of them with the
 * interpreter's own methods, so that these bounds are for OpenCL devices alone: those that OpenCL
 * demands of a double function, and one unit for what Java's own is off. Everything else gives the
 * same bits everywhere. The table stands in docs/architecture.md too.
 */
final class Ulps {

    private static final Map<Function, Integer> OF =
            Map.of(
                    Function.EXP, 4,
                    Function.LOG, 4,
                    Function.TANH, 6,
                    Function.CBRT, 3,
                    Function.POWER, 17);

    private Ulps() {}

    /** The bound of a function, if it has one: of those without it, the result is the same. */
    static OptionalInt of(Instruction instruction) {
        boolean bounded =
                instruction.kind() == Kind.ELEMENT
                        && instruction.operation() instanceof Operation.Compute compute
                        && OF.containsKey(compute.function());
        return bounded
                ? OptionalInt.of(OF.get(((Operation.Compute) instruction.operation()).function()))
                : OptionalInt.empty();
    }
}
