package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The hyperparameter whose zero is worth a specialization: one without which a step moves fewer
 * bytes. A term less saves nothing where memory is what a step waits for, and every specialization
 * is as much again to generate and to compile: there is one, for the hyperparameter that is most
 * likely to be zero.
 */
final class Switches {

    private Switches() {}

    /**
     * The whole rule, then the rule without the hyperparameter that is worth it, if there is one:
     * the first that is zero by default, else the first.
     */
    static List<LoweredRule> specializations(
            Rule rule, Function<Set<String>, LoweredRule> compile) {
        LoweredRule full = compile.apply(Set.of());
        Optional<LoweredRule> without =
                rule.hyperparameters().stream()
                        .filter(hyperparameter -> mayBeSwitch(hyperparameter, full))
                        .sorted(Comparator.comparing(h -> h.defaultValue() != 0))
                        .map(hyperparameter -> compile.apply(Set.of(hyperparameter.name())))
                        .filter(candidate -> isWorthIt(full, candidate))
                        .findFirst();
        return Stream.concat(Stream.of(full), without.stream()).toList();
    }

    private static boolean mayBeSwitch(Hyperparameter hyperparameter, LoweredRule full) {
        return hyperparameter.role() != Role.LEARNING_RATE
                && hyperparameter.range().contains(0)
                && reads(full, hyperparameter.name());
    }

    private static boolean reads(LoweredRule lowered, String hyperparameter) {
        for (Program program : lowered.sections().values()) {
            for (Instruction instruction : program.instructions()) {
                if (instruction.operation() instanceof Operation.Hyperparameter read
                        && read.name().equals(hyperparameter)) {
                    return true;
                }
            }
        }
        return false;
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

    private static int reductionsOverAll(LoweredRule lowered) {
        int count = 0;
        for (Program program : lowered.sections().values()) {
            for (Instruction instruction : program.instructions()) {
                if (instruction.operation() instanceof Operation.Reduce reduce
                        && reduce.scope() == Operation.Scope.ALL) {
                    count++;
                }
            }
        }
        return count;
    }
}
