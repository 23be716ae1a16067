package dev.optweave.conformance.differential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rule left behind: named values, in the order in which they were noted. */
final class Outcome {

    private final Map<String, double[]> values = new LinkedHashMap<>();

    /** Notes values under a name such as {@code step 2: m[207]}. */
    void note(String name, double[] noted) {
        values.put(name, noted);
    }

    /** The first difference in bits, where any NaN equals any other, in words. */
    Optional<String> difference(Outcome actual) {
        Optional<String> difference = firstDifferenceOf(actual);
        List<String> unknown = new ArrayList<>(actual.values.keySet());
        unknown.removeAll(values.keySet());
        return difference.isPresent() || unknown.isEmpty()
                ? difference
                : Optional.of(unknown + " not expected");
    }

    /** The first difference among the values that this outcome has, whatever else is there. */
    Optional<String> firstDifferenceOf(Outcome actual) {
        for (Map.Entry<String, double[]> entry : values.entrySet()) {
            double[] mine = entry.getValue();
            double[] other = actual.values.get(entry.getKey());
            if (other == null) {
                return Optional.of(entry.getKey() + " is missing");
            }
            if (mine.length != other.length) {
                return Optional.of(
                        "%s: expected %d values, but there are %d"
                                .formatted(entry.getKey(), mine.length, other.length));
            }
            for (int i = 0; i < mine.length; i++) {
                if (Double.doubleToLongBits(mine[i]) != Double.doubleToLongBits(other[i])) {
                    return Optional.of(
                            "%s[%d]: expected %s, but was %s"
                                    .formatted(entry.getKey(), i, mine[i], other[i]));
                }
            }
        }
        return Optional.empty();
    }

    /** The values of that name, if there are any. */
    Optional<double[]> values(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The names of all values, in order. */
    List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Whether no value is infinite or NaN. */
    boolean isFinite() {
        return values.values().stream().flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    /**
     * The largest difference from a value, relative to the largest value noted with it; values that
     * the other outcome does not have do not count. 0 and -0 are the same.
     */
    double largestErrorOf(Outcome actual) {
        double largest = 0;
        for (Map.Entry<String, double[]> entry : values.entrySet()) {
            double[] mine = entry.getValue();
            double[] other = actual.values.getOrDefault(entry.getKey(), mine);
            double scale = Arrays.stream(mine).map(Math::abs).max().orElse(0);
            for (int i = 0; i < Math.min(mine.length, other.length); i++) {
                double error = Math.abs(mine[i] - other[i]);
                largest = Math.max(largest, error == 0 ? 0 : error / scale);
            }
        }
        return largest;
    }

    /** How many of the values are finite and not zero, as a fraction. */
    double liveliness() {
        long all = 0;
        long lively = 0;
        for (double[] noted : values.values()) {
            for (double value : noted) {
                all++;
                lively += Double.isFinite(value) && value != 0 ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) lively / all;
    }
}
