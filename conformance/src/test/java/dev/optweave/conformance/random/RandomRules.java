package dev.optweave.conformance.random;

import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Random rules as values of the property-testing library. */
public final class RandomRules {

    private RandomRules() {}

    /** Rules that are well-typed by construction, with states stored as they are computed. */
    public static Arbitrary<RandomRule> wellTyped() {
        return Arbitraries.randomValue(random -> new RuleWriter(random).write().storedExactly());
    }

    /** The well-typed rule of a seed. */
    public static RandomRule ofSeed(long seed) {
        return new RuleWriter(new Random(seed)).write();
    }

    /** Rules with mistakes; a few of them happen to be without. */
    public static Arbitrary<RandomRule> corrupted() {
        return Arbitraries.randomValue(
                random -> new RuleCorruption(random).corrupt(new RuleWriter(random).write()));
    }
}
