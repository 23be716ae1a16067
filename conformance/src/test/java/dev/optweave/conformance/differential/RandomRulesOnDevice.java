package dev.optweave.conformance.differential;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Rules made up at random on an OpenCL device. Compiling them takes most of the time, and holds a
 * lock of the driver's, so that each half of the seeds has a class of its own: classes run in
 * processes side by side. {@code -Doptweave.randomRulesOnDevice=20000} tries more of them.
 */
final class RandomRulesOnDevice {

    private static final long SEED = Long.getLong("optweave.randomSeed", 20261122);

    /** What is compiled does not depend on Java's version, so that one of them tries most rules. */
    private static final int COUNT =
            Integer.getInteger(
                    "optweave.randomRulesOnDevice",
                    Math.min(
                            Integer.getInteger("optweave.randomRules", 2000),
                            Runtime.version().feature() == 17 ? 2000 : 200));

    private RandomRulesOnDevice() {}

    static void firstHalf() {
        compare(SEED, (COUNT + 1) / 2);
    }

    static void secondHalf() {
        compare(SEED + (COUNT + 1) / 2, COUNT / 2);
    }

    private static void compare(long firstSeed, int count) {
        assumeTrue(Execution.OPENCL.isAvailable(), "no OpenCL device on this machine");
        Fuzzer.assertNoDifference(firstSeed, count, Execution.OPENCL);
    }
}
