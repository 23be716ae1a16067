package dev.optweave.processor.program;

import dev.optweave.processor.equation.Rule;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Names for the specializations of a rule, the same in every language that is generated. */
public final class VariantNames {

    private VariantNames() {}

    /**
     * The name of each specialization: empty for the whole rule, else {@code WithoutMomentum},
     * {@code WithoutReadBack} or {@code WithoutMomentumAndReadBack}.
     */
    public static Map<LoweredRule, String> of(CompiledRule compiled) {
        return of(compiled, Names.avoiding(Set.of()));
    }

    /** The name of one specialization in a language that knows no letters but A to Z. */
    public static String inAscii(CompiledRule compiled, LoweredRule lowered) {
        return of(compiled, Names.inAscii(Set.of())).get(lowered);
    }

    private static Map<LoweredRule, String> of(CompiledRule compiled, Names unique) {
        Map<LoweredRule, String> names = new IdentityHashMap<>();
        for (LoweredRule lowered : compiled.specializations()) {
            names.put(
                    lowered,
                    lowered == compiled.whole() ? "" : unique.unique(name(compiled, lowered)));
        }
        return names;
    }

    private static String name(CompiledRule compiled, LoweredRule lowered) {
        StringBuilder name = new StringBuilder("Without");
        compiled.rule().hyperparameters().stream()
                .map(Rule.Hyperparameter::name)
                .filter(lowered.absent()::contains)
                .map(Names::capitalized)
                .forEach(name::append);
        if (compiled.computesAnew(lowered)) {
            name.append(lowered.absent().isEmpty() ? "ReadBack" : "AndReadBack");
        }
        return name.toString();
    }
}
