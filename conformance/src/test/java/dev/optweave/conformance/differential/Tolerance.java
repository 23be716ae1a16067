package dev.optweave.conformance.differential;

import dev.optweave.conformance.differential.Perturbed.Pattern;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.reference.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares what depends on functions that are not rounded correctly. The rule is interpreted with
 * one such function at a time off, up and down by as much as it may be, and an element may differ
 * by the sum of what these make of it: off together, they may cancel out. Eight units in its own
 * last place come on top for what is rounded in between. What does not depend on such a function
 * has to be the same, bit by bit.
 */
final class Tolerance {

    private static final int OWN_UNITS = 8;

    private final Outcome expected;
    private final Outcome far;
    private final List<Near> near = new ArrayList<>();
    private final double unit;

    /** The tolerance of a rule in a scenario. */
    Tolerance(CompiledRule rule, Scenario scenario, Outcome expected) {
        boolean doubles = scenario.tensors().stream().allMatch(t -> t.type() == ElementType.DOUBLE);
        this.unit = doubles ? Math.ulp(1.0) : Math.ulp(1f);
        this.expected = expected;
        this.far = InterpretedRun.run(Perturbed.of(rule, Pattern.FAR, unit), scenario);
        for (int place = 0; place < Perturbed.places(rule); place++) {
            near.add(
                    new Near(
                            perturbed(rule, Pattern.up(place), scenario),
                            perturbed(rule, Pattern.down(place), scenario)));
        }
    }

    private Outcome perturbed(CompiledRule rule, Pattern pattern, Scenario scenario) {
        return InterpretedRun.run(Perturbed.of(rule, pattern, unit), scenario);
    }

    /** What comes out with one function too large, and with the same one too small. */
    private record Near(Outcome up, Outcome down) {

        boolean lacks(String name) {
            return up.values(name).isEmpty() || down.values(name).isEmpty();
        }

        /** By how much an element differs; infinite if it is finite in one of them alone. */
        double spread(String name, int element, double expected) {
            return Math.max(away(up, name, element, expected), away(down, name, element, expected));
        }

        private static double away(Outcome other, String name, int element, double expected) {
            double value = other.values(name).orElseThrow()[element];
            return Double.isFinite(value) != Double.isFinite(expected)
                    ? Double.POSITIVE_INFINITY
                    : Math.abs(value - expected);
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
            if (near.stream().anyMatch(other -> other.lacks(name))) {
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
            double spread = spread(name, element, mine[element]);
            boolean same = Double.doubleToLongBits(mine[i]) == Double.doubleToLongBits(theirs[i]);
            if (!same && !(depends && isNear(mine[i], spread, theirs[i]))) {
                return Optional.of(
                        "%s[%d]: expected %s%s, but was %s"
                                .formatted(
                                        name,
                                        i,
                                        mine[i],
                                        depends ? " give or take " + spread : "",
                                        theirs[i]));
            }
        }
        return Optional.empty();
    }

    /** Of all functions together; infinite if one of them decides whether the element is finite. */
    private double spread(String name, int element, double expected) {
        double sum = 0;
        for (Near one : near) {
            double spread = one.spread(name, element, expected);
            if (spread == Double.POSITIVE_INFINITY) {
                return spread;
            }
            sum += spread;
        }
        return sum;
    }

    private boolean isNear(double expected, double spread, double actual) {
        if (spread == Double.POSITIVE_INFINITY) {
            return true;
        }
        double allowed = spread + OWN_UNITS * unit * Math.abs(expected);
        return Math.abs(actual - expected) <= Math.max(allowed, Double.MIN_NORMAL * unit);
    }
}
