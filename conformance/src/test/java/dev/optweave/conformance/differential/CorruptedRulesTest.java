package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.diagnostic.Snippet;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Rules with mistakes are explained; what is not refused is generated, and right. */
class CorruptedRulesTest {

    private static final int COUNT = Integer.getInteger("optweave.corruptedRules", 3000);

    /** Rules that a failing test does not print one by one. */
    record Sample(List<RandomRule> rules) {
        @Override
        public String toString() {
            return rules.size() + " rules";
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return RandomRules.corrupted().list().ofSize(COUNT).map(Sample::new);
    }

    @Property(tries = 1, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void aRuleIsEitherRefusedInWordsOrGeneratedRight(@ForAll("samples") Sample sample) {
        List<RandomRule> accepted = new ArrayList<>();
        for (RandomRule rule : sample.rules()) {
            if (isAccepted(rule)) {
                accepted.add(rule.named("Corrupted" + accepted.size()));
            }
        }
        assertThat(accepted).hasSizeBetween(COUNT / 100, COUNT / 2);
        List<RandomRule> some = accepted.subList(0, Math.min(60, accepted.size()));
        Differential differential = Differential.of(some);
        for (RandomRule rule : some) {
            assertThat(differential.difference(rule)).as(rule.source()).isEmpty();
        }
    }

    private static boolean isAccepted(RandomRule rule) {
        try {
            List<Diagnostic> mistakes = Differential.mistakes(rule);
            for (Diagnostic mistake : mistakes) {
                assertThat(Snippet.render(mistake)).as(rule.source()).contains(mistake.message());
            }
            return mistakes.isEmpty();
        } catch (RuntimeException e) {
            throw new AssertionError(rule.source(), e);
        }
    }
}
