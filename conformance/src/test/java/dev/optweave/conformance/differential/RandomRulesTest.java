package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Rules made up at random give the same bits in generated Java as in the interpreter. {@code
 * -Doptweave.randomRules=20000} tries more of them, {@code -Doptweave.randomSeed=7} others: one
 * rule for each seed from that one on.
 */
class RandomRulesTest {

    private static final int COUNT = Integer.getInteger("optweave.randomRules", 2000);
    private static final long SEED = Long.getLong("optweave.randomSeed", 20261122);

    @Test
    void scalarAndVectorJavaGiveTheInterpretersBits() {
        assertThat(Execution.VECTOR.isAvailable())
                .as("--add-modules jdk.incubator.vector")
                .isTrue();
        Fuzzer.assertNoDifference(SEED, COUNT, Execution.SCALAR, Execution.VECTOR);
    }

    /** What runs where storage rounds; here nothing does, so that both forms give the same. */
    @Test
    void generatedJavaThatReadsNothingBackGivesTheInterpretersBits() {
        List<RandomRule> readingBack =
                LongStream.range(SEED, SEED + Math.min(COUNT, 150))
                        .mapToObj(seed -> Trial.of(seed).rule())
                        .filter(rule -> !Differential.compile(rule).whole().exact().isEmpty())
                        .toList();
        Differential differential = Differential.computingAnew(readingBack);
        for (RandomRule rule : readingBack) {
            assertThat(differential.difference(rule)).as(rule.source()).isEmpty();
        }
        if (COUNT >= 100) {
            assertThat(readingBack).isNotEmpty();
        }
    }
}
