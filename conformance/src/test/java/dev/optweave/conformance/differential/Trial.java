package dev.optweave.conformance.differential;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.conformance.random.RandomRules;
import dev.optweave.processor.equation.Rule;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A random rule and its random scenarios, all of one seed.
 *
 * @param rule named after the seed
 */
record Trial(long seed, RandomRule rule, long scenarioSeed) {

    /** The trial of a seed; seeds next to each other give trials that are not alike. */
    static Trial of(long seed) {
        SplittableRandom mixed = new SplittableRandom(seed);
        String name = "Random" + Long.toUnsignedString(seed);
        return new Trial(seed, RandomRules.ofSeed(mixed.nextLong()).named(name), mixed.nextLong());
    }

    /** The ways to run the rule once it has been read: one of anything, one stored alike. */
    List<Scenario> scenarios(Rule read) {
        return List.of(
                Scenarios.random(read, scenarioSeed), Scenarios.uniform(read, scenarioSeed + 1));
    }

    /**
     * The scenarios for a device, which takes far longer to compile a rule than to run it: the one
     * in which all is stored alike, and for each eighth rule the other one too.
     */
    List<Scenario> scenariosOnDevice(Rule read) {
        List<Scenario> both = scenarios(read);
        return seed % 8 == 0 ? both : both.subList(1, 2);
    }

    /** Whether a device compiles the rule by itself, rather than in one program with others. */
    boolean isAloneOnDevice() {
        return seed % 128 == 0;
    }
}
