package dev.optweave.processor.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes equal expressions once. */
final class Share extends Pass.Rewriting {

    private record Expression(Operation operation, List<Integer> arguments) {}

    @Override
    public String name() {
        return "share";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        Map<Expression, Integer> known = new HashMap<>();
        return (number, instruction, arguments) ->
                known.computeIfAbsent(
                        new Expression(instruction.operation(), arguments),
                        expression -> builder.copy(instruction, arguments));
    }
}
