package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The hyperparameters whose zero is worth a specialization: those without which a step moves fewer
 * bytes. A term less saves nothing where memory is what a step waits for.
 */
final class Switches {

    /**
     * Each switch is one more set of kernels to generate and to compile. Two at once get none of
     * their own: a group that switches off both runs the specialization for the first.
     */
    private static final int MOST = 2;

    private Switches() {}

    /** The sets of hyperparameters to specialize for, the empty set first. */
    static List<LoweredRule> specializations(
            Rule rule, Function<Set<String>, LoweredRule> compile) {
        LoweredRule full = compile.apply(Set.of());
        List<LoweredRule> specializations = new ArrayList<>(List.of(full));
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            if (specializations.size() <= MOST && mayBeSwitch(hyperparameter, full)) {
                LoweredRule without = compile.apply(Set.of(hyperparameter.name()));
                if (isWorthIt(full, without)) {
                    specializations.add(without);
                }
            }
        }
        return specializations;
    }

    private static boolean mayBeSwitch(Hyperparameter hyperparameter, LoweredRule full) {
        Operation read = new Operation.Hyperparameter(hyperparameter.name());
        return hyperparameter.role() != Role.LEARNING_RATE
                && hyperparameter.range().contains(0)
                && full.sections().values().stream()
                        .flatMap(program -> program.instructions().stream())
                        .anyMatch(instruction -> instruction.operation().equals(read));
    }

    /** Groups that run different kernels share the reductions over all tensors. */
    private static boolean isWorthIt(LoweredRule full, LoweredRule without) {
        return bytes(without) < bytes(full)
                && reductionsOverAll(full) == reductionsOverAll(without);
    }

    private static int bytes(LoweredRule lowered) {
        Certificate certificate = Certificate.of(lowered);
        return certificate.bytesRead(Float.BYTES) + certificate.bytesWritten(Float.BYTES);
    }

    private static long reductionsOverAll(LoweredRule lowered) {
        return lowered.sections().values().stream()
                .flatMap(program -> program.instructions().stream())
                .filter(
                        instruction ->
                                instruction.operation() instanceof Operation.Reduce reduce
                                        && reduce.scope() == Operation.Scope.ALL)
                .count();
    }
}
