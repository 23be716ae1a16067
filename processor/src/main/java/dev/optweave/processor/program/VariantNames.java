package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Names for the specializations of a rule, the same in every language that is generated. */
public final class VariantNames {

    private VariantNames() {}

    /** The name of each specialization: empty for the whole rule, else {@code WithoutMomentum}. */
    public static Map<LoweredRule, String> of(CompiledRule compiled) {
        Names unique = Names.avoiding(Set.of());
        Map<LoweredRule, String> names = new IdentityHashMap<>();
        for (LoweredRule lowered : compiled.specializations()) {
            names.put(
                    lowered,
                    lowered.absent().isEmpty()
                            ? ""
                            : unique.unique(name(compiled.rule(), lowered)));
        }
        return names;
    }

    private static String name(Rule rule, LoweredRule lowered) {
        StringBuilder name = new StringBuilder("Without");
        rule.hyperparameters().stream()
                .map(Rule.Hyperparameter::name)
                .filter(lowered.absent()::contains)
                .map(Names::capitalized)
                .forEach(name::append);
        return name.toString();
    }
}
