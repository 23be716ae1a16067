package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Ending;
import dev.optweave.benchmarks.run.JmhProcess;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Outcome;
import dev.optweave.benchmarks.run.Rounds;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.run.Timing;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A question whose contestants are measured by JMH, in turns. */
abstract class JmhQuestion extends Question {

    /** What is measured in each round, in this order. */
    protected abstract List<Job> jobs() throws IOException;

    /**
     * The answer.
     *
     * @param measured one series for each of the {@link #jobs}; in some, rounds may be missing
     */
    protected abstract Table table(List<Series> measured);

    /** How long each measurement is. */
    protected Timing timing() {
        return quick ? Timing.QUICK : Timing.USUAL;
    }

    /**
     * What else is to be found out, before anything is measured.
     *
     * @param ending is asked before each child process, and told of each that fails
     */
    protected void prepare(Ending ending) throws IOException, InterruptedException {}

    /** What is to be said once the table has been. */
    protected void conclude(List<Series> measured) {}

    /** Draws what belongs to the table and returns it as a line of Markdown; empty for none. */
    protected Optional<String> draw(List<Series> measured) throws IOException {
        return Optional.empty();
    }

    @Override
    protected double seconds() throws IOException {
        return seconds(jobs());
    }

    /** About how many seconds so many jobs take in all rounds. */
    protected final double seconds(List<Job> jobs) {
        double starts = jobs.stream().mapToDouble(Job::start).sum();
        return rounds() * (starts + jobs.size() * timing().seconds());
    }

    @Override
    protected void answer() throws IOException, InterruptedException {
        List<Job> jobs = jobs();
        say(expectation(jobs));
        Rounds<Job> rounds = new Rounds<>(jobs, rounds());
        measure(
                ending -> {
                    prepare(ending);
                    run(rounds, jobs.size(), ending);
                },
                () -> soFar(rounds));
        report(rounds.soFar());
    }

    /**
     * Reports the table, and only then draws: what took so long to measure is not lost if there can
     * be no picture.
     */
    final void report(List<Series> measured) throws IOException {
        Table table = table(measured);
        report(table);
        conclude(measured);
        Optional<String> picture;
        try {
            picture = draw(measured);
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    "the table is complete, but its picture cannot be drawn: " + e, e);
        }
        if (picture.isPresent()) {
            write(table, true, picture);
        }
    }

    private Optional<Table> soFar(Rounds<Job> rounds) {
        List<Series> measured = rounds.soFar();
        return measured.stream().anyMatch(Series::ran)
                ? Optional.of(table(measured))
                : Optional.empty();
    }

    private void run(Rounds<Job> rounds, int jobs, Ending ending)
            throws IOException, InterruptedException {
        JmhProcess process = new JmhProcess(results(), timing());
        int[] done = {0};
        rounds.run(
                (job, round) -> {
                    progress(++done[0], jobs * rounds(), job);
                    ending.check();
                    Outcome outcome = process.run(job);
                    if (outcome instanceof Outcome.Failed) {
                        ending.settle();
                    }
                    return outcome;
                },
                measured -> write(table(measured), false));
    }

    private String expectation(List<Job> jobs) throws IOException {
        String times = rounds() == 1 ? "1 round" : rounds() + " rounds";
        return "%d measurements in %s: %s"
                .formatted(jobs.size() * rounds(), times, minutes(seconds()));
    }

    private void progress(int number, int total, Job job) {
        if (Boolean.getBoolean("optweave.bench.progress")) {
            say(number + "/" + total + " " + job.parameters().values());
        }
    }
}
