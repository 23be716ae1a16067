package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Rules made up at random give the same bits from generated Java as from the interpreter. In the
 * JVM of the tests {@code -Doptweave.randomRules=5000} tries more of them, {@code
 * -Doptweave.randomSeed=7} others.
 */
class RandomRulesTest {

    private static final int COUNT = Integer.getInteger("optweave.randomRules", 300);
    private static final long SEED = Long.getLong("optweave.randomSeed", 20261122);
    private static final int BATCH = 150;
    private static final int MOST_FAILURES = 4;

    /** Rules that a failing test does not print one by one. */
    record Sample(List<RandomRule> rules) {
        @Override
        public String toString() {
            return rules.size() + " rules";
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return RandomRules.wellTyped(SEED).list().ofSize(COUNT).map(Sample::new);
    }

    @Property(tries = 1, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void generatedJavaGivesTheInterpretersBits(@ForAll("samples") Sample sample) {
        List<RandomRule> rules = sample.rules();
        double liveliness = 0;
        for (int start = 0; start < rules.size(); start += BATCH) {
            List<RandomRule> batch = new ArrayList<>();
            for (int i = start; i < Math.min(start + BATCH, rules.size()); i++) {
                batch.add(rules.get(i).named("Random" + i));
            }
            liveliness += compare(batch);
        }
        // rules that soon give NaN alone, or zero, would agree on everything
        assertThat(liveliness / rules.size()).isGreaterThan(0.5);
    }

    /** What runs where storage rounds; here nothing does, so that both forms give the same. */
    @Property(tries = 1, seed = "20261122", shrinking = ShrinkingMode.OFF)
    void generatedJavaThatReadsNothingBackGivesTheInterpretersBits(
            @ForAll("samples") Sample sample) {
        List<RandomRule> readingBack = new ArrayList<>();
        for (RandomRule rule : sample.rules().subList(0, Math.min(BATCH, COUNT))) {
            if (!Differential.compile(rule).whole().exact().isEmpty()) {
                readingBack.add(rule.named("Anew" + readingBack.size()));
            }
        }
        assertThat(readingBack).isNotEmpty();
        Differential differential = Differential.computingAnew(readingBack);
        for (RandomRule rule : readingBack) {
            assertThat(differential.difference(rule)).as(rule.source()).isEmpty();
        }
    }

    private static double compare(List<RandomRule> batch) {
        Differential differential = Differential.of(batch);
        List<String> failures = new ArrayList<>();
        double liveliness = 0;
        for (RandomRule rule : batch) {
            Optional<String> difference = differential.difference(rule);
            difference.ifPresent(found -> failures.add(report(rule, found)));
            liveliness += differential.liveliness();
            if (failures.size() >= MOST_FAILURES) {
                break;
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures));
        }
        return liveliness;
    }

    private static String report(RandomRule rule, String difference) {
        RandomRule reduced = Differential.reduce(rule);
        return "seed %d, %s: %s%n%s%nreduced: %s%n%s"
                .formatted(
                        SEED,
                        rule.name(),
                        difference,
                        rule.source(),
                        Differential.of(List.of(reduced)).difference(reduced).orElse("no more"),
                        reduced.source());
    }
}
