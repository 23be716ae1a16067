package dev.optweave.benchmarks.run;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What one contestant took, round by round.
 *
 * @param nanoseconds one for each round; empty if it could not run
 * @param failure why it could not; empty if it could
 */
public record Series(List<Double> nanoseconds, Optional<String> failure) {

    public Series {
        nanoseconds = List.copyOf(nanoseconds);
    }

    /** Times of all rounds. */
    public static Series of(double... nanoseconds) {
        return new Series(Arrays.stream(nanoseconds).boxed().toList(), Optional.empty());
    }

    /** One that could not run. */
    public static Series failed(String reason) {
        return new Series(List.of(), Optional.of(reason));
    }

    /** Whether there are times. */
    public boolean ran() {
        return !nanoseconds.isEmpty() && failure.isEmpty();
    }

    /**
     * Why there are not as many times as there should be: the failure, or how many there are.
     *
     * @param rounds how many there should be
     * @return empty if there are as many
     */
    public Optional<String> shortfall(int rounds) {
        if (failure.isPresent() || nanoseconds.size() >= rounds) {
            return failure;
        }
        return Optional.of(
                nanoseconds.isEmpty()
                        ? "not measured"
                        : nanoseconds.size() + " of " + rounds + " rounds");
    }

    /**
     * The median of the rounds, in nanoseconds.
     *
     * @throws IllegalStateException if there are none
     */
    public double median() {
        if (nanoseconds.isEmpty()) {
            throw new IllegalStateException("nothing was measured: " + failure.orElse("no round"));
        }
        return median(nanoseconds.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * By how much this took longer than another one, compared within each round: the machine drifts
     * from one to the next.
     *
     * @return empty if either could not run
     */
    public Optional<Spread> ratioTo(Series base) {
        int rounds = Math.min(nanoseconds.size(), base.nanoseconds.size());
        if (!ran() || !base.ran() || rounds == 0) {
            return Optional.empty();
        }
        double[] ratios =
                IntStream.range(0, rounds)
                        .mapToDouble(i -> nanoseconds.get(i) / base.nanoseconds.get(i))
                        .toArray();
        double low = Arrays.stream(ratios).min().orElseThrow();
        double high = Arrays.stream(ratios).max().orElseThrow();
        return Optional.of(new Spread(median(ratios), low, high));
    }

    /** The median of one number or more. */
    public static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
