package dev.optweave.conformance.differential;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import dev.optweave.processor.equation.Rule;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * A random rule and its random scenarios, all of one seed.
 *
 * @param rule named after the seed
 */
record Trial(long seed, RandomRule rule, long scenarioSeed) {

    /** How many scenarios each rule runs. */
    static final int SCENARIOS = 2;

    /** The trial of a seed; seeds next to each other give trials that are not alike. */
    static Trial of(long seed) {
        SplittableRandom mixed = new SplittableRandom(seed);
        String name = "Random" + Long.toUnsignedString(seed);
        return new Trial(seed, RandomRules.ofSeed(mixed.nextLong()).named(name), mixed.nextLong());
    }

    /** The ways to run the rule once it has been read. */
    List<Scenario> scenarios(Rule read) {
        return LongStream.range(0, SCENARIOS)
                .mapToObj(i -> Scenarios.random(read, scenarioSeed + i))
                .toList();
    }
}
