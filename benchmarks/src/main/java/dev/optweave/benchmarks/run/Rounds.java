package dev.optweave.benchmarks.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures contestants in turns (A B C A B C …), so that a drift of the machine meets all alike.
 * What has been measured can be read meanwhile, by other threads too.
 */
public final class Rounds<J> {

    /** What measures one contestant once. */
    @FunctionalInterface
    public interface Measure<J> {

        /** Measures; {@code round} counts from 1. */
        Outcome measure(J job, int round) throws IOException, InterruptedException;
    }

    /** What is done with the results of a round and of those before it. */
    @FunctionalInterface
    public interface AfterRound {

        /** Takes one series for each job, in their order. */
        void accept(List<Series> soFar) throws IOException;
    }

    private final List<J> jobs;
    private final int rounds;
    private final List<List<Double>> times = new ArrayList<>();
    private final List<Optional<String>> failures = new ArrayList<>();

    /**
     * Nothing has been measured yet.
     *
     * @param rounds at least 1
     */
    public Rounds(List<? extends J> jobs, int rounds) {
        this.jobs = List.copyOf(jobs);
        this.rounds = rounds;
        for (int i = 0; i < jobs.size(); i++) {
            times.add(new ArrayList<>());
            failures.add(Optional.empty());
        }
    }

    /**
     * Measures every job once in each round. One that failed is not tried again.
     *
     * @return one series for each job, in their order
     */
    public List<Series> run(Measure<? super J> measure, AfterRound afterRound)
            throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < jobs.size(); i++) {
                if (!hasFailed(i)) {
                    record(i, measure.measure(jobs.get(i), round));
                }
            }
            afterRound.accept(soFar());
        }
        return soFar();
    }

    /** What has been measured until now: one series for each job, in their order. */
    public synchronized List<Series> soFar() {
        List<Series> all = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            all.add(new Series(times.get(i), failures.get(i)));
        }
        return all;
    }

    private synchronized boolean hasFailed(int job) {
        return failures.get(job).isPresent();
    }

    private synchronized void record(int job, Outcome outcome) {
        if (outcome instanceof Outcome.Measured measured) {
            times.get(job).add(measured.nanoseconds());
        } else if (outcome instanceof Outcome.Failed failed) {
            failures.set(job, Optional.of(failed.reason()));
        }
    }
}
