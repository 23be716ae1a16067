package dev.optweave.processor.program;

import dev.optweave.State.Storage;
import dev.optweave.processor.equation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A rule ready for the backends.
 *
 * @param variables all variables the rule may keep in memory: parameter, gradient, the states in
 *     the order of their declaration, then running products of decay rates
 * @param specializations the rule lowered for each set of hyperparameters that may be switched off;
 *     the first is the whole rule. One that reads stored values back is followed by its twin that
 *     computes them anew
 */
public record CompiledRule(Rule rule, List<Variable> variables, List<LoweredRule> specializations) {

    public CompiledRule {
        variables = List.copyOf(variables);
        specializations = List.copyOf(specializations);
    }

    /** The rule with nothing switched off. */
    public LoweredRule whole() {
        return specializations.get(0);
    }

    /** The rule with nothing switched off, as it runs with the storage that is declared. */
    public LoweredRule asDeclared() {
        return form(Set.of(), this::isDeclaredExact);
    }

    /**
     * The form that is specialized for exactly these hyperparameters being switched off.
     *
     * @param exact whether a variable lies in memory as it was computed
     * @throws java.util.NoSuchElementException if the rule is not specialized for them
     */
    public LoweredRule form(Set<String> absent, Predicate<Variable> exact) {
        return specializations.stream()
                .filter(lowered -> lowered.absent().equals(absent))
                .filter(lowered -> lowered.exact().stream().allMatch(exact))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the form is the twin, for storage that rounds, of one that reads values back. */
    public boolean computesAnew(LoweredRule form) {
        for (LoweredRule other : specializations) {
            if (!other.exact().isEmpty() && other.absent().equals(form.absent())) {
                return form.exact().isEmpty();
            }
        }
        return false;
    }

    /** Whether the declared storage of a variable keeps it as it was computed. */
    public boolean isDeclaredExact(Variable variable) {
        return rule.state(variable.name())
                .map(state -> state.storage() == Storage.SAME)
                .orElse(true);
    }

    /** The variables that last from step to step, apart from the parameter. */
    public List<Variable> states() {
        List<Variable> states = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.role() == Variable.Role.STATE
                    || variable.role() == Variable.Role.DECAY_PRODUCT) {
                states.add(variable);
            }
        }
        return List.copyOf(states);
    }
}
