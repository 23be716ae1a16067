package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The hyperparameters whose zero is worth a specialization: weight decay, and those without which a
 * state is unnecessary.
 */
final class Switches {

    /** Each switch doubles the kernels that are generated. */
    private static final int MOST = 3;

    private Switches() {}

    /** The sets of hyperparameters to specialize for, the empty set first. */
    static List<Set<String>> sets(Rule rule, Function<Set<String>, LoweredRule> compile) {
        LoweredRule full = compile.apply(Set.of());
        List<String> switches =
                rule.hyperparameters().stream()
                        .filter(h -> h.role() != Role.LEARNING_RATE && h.range().contains(0))
                        .filter(h -> isSwitch(h, full, compile.apply(Set.of(h.name()))))
                        .sorted(Comparator.comparing(h -> h.role() != Role.WEIGHT_DECAY))
                        .map(Hyperparameter::name)
                        .limit(MOST)
                        .toList();
        List<Set<String>> sets = new ArrayList<>(List.of(Set.of()));
        for (String name : switches) {
            for (Set<String> smaller : List.copyOf(sets)) {
                Set<String> larger = new LinkedHashSet<>(smaller);
                larger.add(name);
                sets.add(larger);
            }
        }
        return sets;
    }

    private static boolean isSwitch(Hyperparameter h, LoweredRule full, LoweredRule without) {
        boolean used =
                full.sections().values().stream()
                        .flatMap(program -> program.instructions().stream())
                        .anyMatch(
                                i -> i.operation().equals(new Operation.Hyperparameter(h.name())));
        boolean savesState = declaredStates(without) < declaredStates(full);
        boolean worthIt = used && (h.role() == Role.WEIGHT_DECAY || savesState);
        return worthIt && reductionsOverAll(full) == reductionsOverAll(without);
    }

    private static long declaredStates(LoweredRule lowered) {
        return lowered.variables().stream()
                .filter(variable -> variable.role() == Variable.Role.STATE)
                .count();
    }

    /** Groups that run different kernels share the reductions over all tensors. */
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
