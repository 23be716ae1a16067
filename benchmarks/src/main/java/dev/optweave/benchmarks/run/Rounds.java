package dev.optweave.benchmarks.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures contestants in turns (A B C A B C …), so that a drift of the machine meets all alike.
 */
public final class Rounds {

    private Rounds() {}

    /** What measures one contestant once. */
    @FunctionalInterface
    public interface Measure<J, X extends Exception> {

        /** Measures; {@code round} counts from 1. */
        Outcome measure(J job, int round) throws X;
    }

    /**
     * Measures every job once in each round. One that failed is not tried again.
     *
     * @param rounds at least 1
     * @return one series for each job, in their order
     */
    public static <J, X extends Exception> List<Series> run(
            List<J> jobs, int rounds, Measure<? super J, X> measure) throws X {
        List<List<Double>> times = new ArrayList<>();
        List<Optional<String>> failures = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            times.add(new ArrayList<>());
            failures.add(Optional.empty());
        }
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < jobs.size(); i++) {
                if (failures.get(i).isPresent()) {
                    continue;
                }
                Outcome outcome = measure.measure(jobs.get(i), round);
                if (outcome instanceof Outcome.Measured measured) {
                    times.get(i).add(measured.nanoseconds());
                } else if (outcome instanceof Outcome.Failed failed) {
                    failures.set(i, Optional.of(failed.reason()));
                }
            }
        }
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            all.add(new Series(times.get(i), failures.get(i)));
        }
        return all;
    }
}
