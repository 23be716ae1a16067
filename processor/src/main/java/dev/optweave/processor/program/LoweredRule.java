package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Program.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule lowered for one set of hyperparameters that are switched off (zero and not scheduled).
 *
 * <p>Where a later loop reads back what an earlier one of its section stored, that must lie in
 * memory as it was computed. Such a rule is lowered a second time, to loops that read nothing back.
 *
 * @param variables all variables that lie in memory; states that the specialization made
 *     unnecessary are left out
 * @param exact the variables that must be stored exactly, as a later loop reads them back; empty if
 *     none does
 */
public record LoweredRule(
        Rule rule,
        Set<String> absent,
        List<Variable> variables,
        Set<Variable> exact,
        Map<Section, Program> sections) {

    public LoweredRule {
        absent = Set.copyOf(absent);
        variables = List.copyOf(variables);
        exact = Set.copyOf(exact);
        sections = Map.copyOf(sections);
    }

    /** The program of a section, if the rule has one. */
    public Optional<Program> section(Section section) {
        return Optional.ofNullable(sections.get(section));
    }

    /** Whether a section depends on the gradient. */
    public boolean readsGradient(Section section) {
        return section(section).stream()
                .flatMap(program -> program.instructions().stream())
                .anyMatch(
                        instruction ->
                                instruction.operation() instanceof Operation.Load load
                                        && load.variable().role() == Variable.Role.GRADIENT);
    }
}
