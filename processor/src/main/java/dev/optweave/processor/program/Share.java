package dev.optweave.processor.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes equal expressions once. */
final class Share extends Pass.Rewriting {

    @Override
    public String name() {
        return "share";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        Map<String, Integer> known = new HashMap<>();
        return (number, instruction, arguments) ->
                known.computeIfAbsent(
                        key(instruction.operation(), arguments),
                        any -> builder.copy(instruction, arguments));
    }

    /**
     * Equal for equal expressions; a text, since records that are keys cost a cold compiler much.
     */
    private static String key(Operation operation, List<Integer> arguments) {
        String kind = operation.getClass().getSimpleName();
        StringBuilder key = new StringBuilder(kind).append(' ');
        if (operation instanceof Operation.Constant constant) {
            key.append(Double.doubleToLongBits(constant.value())).append(constant.absent());
        } else if (operation instanceof Operation.Hyperparameter hyperparameter) {
            key.append(hyperparameter.name());
        } else if (operation instanceof Operation.ElementCount count) {
            key.append(count.scope());
        } else if (operation instanceof Operation.Load load) {
            key.append(load.variable().role()).append(' ').append(load.variable().name());
        } else if (operation instanceof Operation.Compute compute) {
            key.append(compute.function());
        } else if (operation instanceof Operation.Reduce reduce) {
            key.append(reduce.reduction()).append(' ').append(reduce.scope());
        }
        for (int argument : arguments) {
            key.append(' ').append(argument);
        }
        return key.toString();
    }
}
