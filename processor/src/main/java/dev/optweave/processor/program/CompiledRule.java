package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import java.util.List;

/**
 * A rule ready for the backends.
 *
 * @param variables all variables the rule may keep in memory: parameter, gradient, the states in
 *     the order of their declaration, then running products of decay rates
 * @param specializations the rule lowered for each set of hyperparameters that may be switched off;
 *     the first is the whole rule
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

    /** The variables that last from step to step, apart from the parameter. */
    public List<Variable> states() {
        return variables.stream()
                .filter(
                        variable ->
                                variable.role() == Variable.Role.STATE
                                        || variable.role() == Variable.Role.DECAY_PRODUCT)
                .toList();
    }
}
