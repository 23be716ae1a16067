package dev.optweave.processor.program;

import java.util.Set;

/** Replaces hyperparameters that are switched off by the zero that removes what it multiplies. */
final class Specialize extends Pass.Rewriting {

    private final Set<String> absent;

    Specialize(Set<String> absent) {
        this.absent = absent;
    }

    @Override
    public String name() {
        return "specialize";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        return (number, instruction, arguments) ->
                isAbsent(instruction)
                        ? builder.add(new Operation.Constant(0, true), "")
                        : builder.copy(instruction, arguments);
    }

    private boolean isAbsent(Instruction instruction) {
        return instruction.operation() instanceof Operation.Hyperparameter hyperparameter
                && absent.contains(hyperparameter.name());
    }
}
