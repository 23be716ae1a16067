package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Operation.Reduction;
import dev.optweave.processor.program.Operation.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Builds a list of instructions; infers each one's kind from its arguments. */
final class ProgramBuilder {

    private final List<Instruction> instructions = new ArrayList<>();
    private int statement = -1;

    /** Says which statement the instructions that follow come from. */
    void statement(int index) {
        statement = index;
    }

    Instruction instruction(int number) {
        return instructions.get(number);
    }

    List<Instruction> instructions() {
        return instructions;
    }

    int constant(double value) {
        return add(new Operation.Constant(value, false), "");
    }

    int load(Variable variable) {
        return add(new Operation.Load(variable), "");
    }

    int compute(Function function, int... arguments) {
        return add(new Operation.Compute(function), "", arguments);
    }

    int reduce(Reduction reduction, Scope scope, String hint, int argument) {
        return add(new Operation.Reduce(reduction, scope), hint, argument);
    }

    int add(Operation operation, String hint, int... arguments) {
        List<Integer> numbers = Arrays.stream(arguments).boxed().toList();
        instructions.add(
                new Instruction(
                        operation,
                        numbers,
                        kind(operation, numbers),
                        truth(operation, numbers),
                        statement,
                        hint));
        return instructions.size() - 1;
    }

    /** Adds a copy with other arguments; its kind is inferred anew. */
    int copy(Instruction original, List<Integer> arguments) {
        instructions.add(
                new Instruction(
                        original.operation(),
                        arguments,
                        kind(original.operation(), arguments),
                        truth(original.operation(), arguments),
                        original.statement(),
                        original.hint()));
        return instructions.size() - 1;
    }

    /** Gives a value a name, if it has none. */
    int named(int number, String hint) {
        Instruction old = instructions.get(number);
        boolean named = !old.hint().isEmpty() || old.operation() instanceof Operation.Load;
        if (!named) {
            instructions.set(
                    number,
                    new Instruction(
                            old.operation(),
                            old.arguments(),
                            old.kind(),
                            old.truth(),
                            old.statement(),
                            hint));
        }
        return number;
    }

    private Kind kind(Operation operation, List<Integer> arguments) {
        if (operation instanceof Operation.Constant) {
            return Kind.CONSTANT;
        } else if (operation instanceof Operation.Load load) {
            return load.variable().kind();
        } else if (operation instanceof Operation.ElementCount count) {
            return kind(count.scope());
        } else if (operation instanceof Operation.Reduce reduce) {
            return kind(reduce.scope());
        } else if (operation instanceof Operation.Compute) {
            Kind kind = Kind.CONSTANT;
            for (int number : arguments) {
                kind = kind.join(instructions.get(number).kind());
            }
            return kind;
        }
        return Kind.STEP;
    }

    private static Kind kind(Scope scope) {
        return switch (scope) {
            case TENSOR -> Kind.TENSOR;
            case ALL -> Kind.ALL;
        };
    }

    private boolean truth(Operation operation, List<Integer> arguments) {
        if (!(operation instanceof Operation.Compute compute)) {
            return false;
        }
        return compute.function() == Function.SELECT
                ? instructions.get(arguments.get(1)).truth()
                : compute.function().isTruth();
    }
}
