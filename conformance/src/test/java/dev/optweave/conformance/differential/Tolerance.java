package dev.optweave.conformance.differential;

import dev.optweave.conformance.differential.Perturbed.Pattern;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.reference.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares what depends on functions that are not rounded correctly: the rule is interpreted with
 * these functions off, up and down by as much as they may be, and an element may differ by twice as
 * much as that makes of it, and by eight units in its own last place for what is rounded in
 * between. What does not depend on such a function has to be the same, bit by bit.
 */
final class Tolerance {

    private static final int OWN_UNITS = 8;

    private final Outcome expected;
    private final Outcome far;
    private final List<Outcome> near = new ArrayList<>();
    private final double unit;

    /** The tolerance of a rule in a scenario. */
    Tolerance(CompiledRule rule, Scenario scenario, Outcome expected) {
        boolean doubles = scenario.tensors().stream().allMatch(t -> t.type() == ElementType.DOUBLE);
        this.unit = doubles ? Math.ulp(1.0) : Math.ulp(1f);
        this.expected = expected;
        this.far = InterpretedRun.run(Perturbed.of(rule, Pattern.FAR, unit), scenario);
        for (Pattern pattern : Pattern.values()) {
            if (pattern != Pattern.FAR) {
                near.add(InterpretedRun.run(Perturbed.of(rule, pattern, unit), scenario));
            }
        }
    }

    /** The first difference that is larger than it may be. */
    Optional<String> difference(Outcome actual) {
        for (String name : expected.names()) {
            double[] mine = expected.values(name).orElseThrow();
            Optional<double[]> theirs = actual.values(name);
            if (theirs.isEmpty() || theirs.get().length != mine.length) {
                return expected.difference(actual);
            }
            if (near.stream().anyMatch(other -> other.values(name).isEmpty())) {
                // a norm that may be finite or not: what follows cannot be compared
                return Optional.empty();
            }
            Optional<String> difference = difference(name, mine, theirs.get());
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(String name, double[] mine, double[] theirs) {
        boolean depends = !far.values(name).map(v -> Arrays.equals(v, mine)).orElse(false);
        for (int i = 0; i < mine.length; i++) {
            int element = i;
            double[] around =
                    near.stream()
                            .mapToDouble(other -> other.values(name).orElseThrow()[element])
                            .toArray();
            boolean same = Double.doubleToLongBits(mine[i]) == Double.doubleToLongBits(theirs[i]);
            if (!same && !(depends && isNear(mine[i], around, theirs[i]))) {
                return Optional.of(
                        "%s[%d]: expected %s%s, but was %s"
                                .formatted(
                                        name,
                                        i,
                                        mine[i],
                                        depends ? " and about " + Arrays.toString(around) : "",
                                        theirs[i]));
            }
        }
        return Optional.empty();
    }

    private boolean isNear(double expected, double[] around, double actual) {
        double spread = 0;
        for (double other : around) {
            if (Double.isFinite(other) != Double.isFinite(expected)) {
                return true;
            }
            spread = Math.max(spread, Math.abs(other - expected));
        }
        double allowed = 2 * spread + OWN_UNITS * unit * Math.abs(expected);
        return Math.abs(actual - expected) <= Math.max(allowed, Double.MIN_NORMAL * unit);
    }
}
