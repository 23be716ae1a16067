package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.optweave.conformance.random.RandomRule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Rules made up at random give the same bits in every execution as in the interpreter. {@code
 * -Doptweave.randomRules=20000} tries more of them, {@code -Doptweave.randomSeed=7} others: one
 * rule for each seed from that one on.
 */
class RandomRulesTest {

    private static final int COUNT = Integer.getInteger("optweave.randomRules", 2000);

    /**
     * Compiling them takes most of the time, and does not depend on Java's version: on newer JDKs
     * than the oldest that the build knows there are fewer.
     */
    private static final int COUNT_ON_DEVICE =
            Integer.getInteger(
                    "optweave.randomRulesOnDevice",
                    Math.min(COUNT, Runtime.version().feature() == 17 ? 2000 : 200));

    private static final long SEED = Long.getLong("optweave.randomSeed", 20261122);

    @Test
    void scalarAndVectorJavaGiveTheInterpretersBits() {
        assertThat(Execution.VECTOR.isAvailable())
                .as("--add-modules jdk.incubator.vector")
                .isTrue();
        compare(COUNT, Execution.SCALAR, Execution.VECTOR);
    }

    private static void compare(int count, Execution... executions) {
        Fuzzer fuzzer = new Fuzzer(executions);
        Fuzzer.Result result = fuzzer.run(SEED, count);
        if (!result.failures().isEmpty()) {
            throw new AssertionError(
                    result.failures().stream()
                            .map(fuzzer::report)
                            .collect(Collectors.joining("\n\n", "\n", "")));
        }
        if (count >= 100) {
            assertThat(result.liveliness()).isGreaterThan(0.5);
        }
    }

    @Test
    void aDeviceGivesTheInterpretersBits() {
        assumeTrue(Execution.OPENCL.isAvailable(), "no OpenCL device on this machine");
        compare(COUNT_ON_DEVICE, Execution.OPENCL);
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
