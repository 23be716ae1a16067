package dev.optweave.conformance.differential;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.SmallerRules;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A rule and one way to run it. */
record Case(RandomRule rule, Scenario scenario) {

    /**
     * A smaller case that fails still, from which nothing more can be taken away.
     *
     * @param fails whether a case fails as this one does; false of rules that are not well-typed
     */
    Case shrunk(Predicate<Case> fails) {
        Case smallest = this;
        Case before;
        do {
            before = smallest;
            smallest = shrink(smallest, Case::smallerScenarios, fails);
            smallest = shrink(smallest, Case::smallerRules, fails);
        } while (!smallest.equals(before));
        return smallest;
    }

    /** Takes what comes first, and goes on where it was found: most of what is before stays. */
    private static Case shrink(
            Case failing, Function<Case, List<Case>> smaller, Predicate<Case> fails) {
        Case smallest = failing;
        List<Case> candidates = smaller.apply(smallest);
        int sinceLast = 0;
        int next = 0;
        while (sinceLast < candidates.size()) {
            Case candidate = candidates.get(next % candidates.size());
            if (fails.test(candidate)) {
                smallest = candidate;
                candidates = smaller.apply(smallest);
                sinceLast = 0;
            } else {
                next++;
                sinceLast++;
            }
        }
        return smallest;
    }

    private List<Case> smallerScenarios() {
        return SmallerScenarios.of(scenario).stream().map(s -> new Case(rule, s)).toList();
    }

    private List<Case> smallerRules() {
        return SmallerRules.of(rule).stream().map(r -> new Case(r, scenario)).toList();
    }

    @Override
    public String toString() {
        return rule.source() + "in " + scenario;
    }
}
