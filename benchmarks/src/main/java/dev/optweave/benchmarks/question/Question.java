package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.JmhProcess;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Rounds;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.run.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all questions have in common: rounds, a table, and files beside it. */
@Command(mixinStandardHelpOptions = true)
public abstract class Question implements Callable<Integer> {

    /** The command itself, for messages. */
    @Spec protected CommandSpec spec;

    /** One short round. */
    @Option(
            names = "--quick",
            description = "One short round, to see that everything runs; its times mean nothing.")
    protected boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            description =
                    "Measures everything that many times, in turns (default: 3; roofline: 2).")
    private Optional<Integer> rounds = Optional.empty();

    /** Whether to print Markdown. */
    @Option(names = "--markdown", description = "Prints the table as Markdown.")
    protected boolean markdown;

    /** For subclasses. */
    protected Question() {}

    /** Where the project lies. */
    protected static Path root() {
        return Path.of(System.getProperty("optweave.bench.home", ".")).toAbsolutePath().normalize();
    }

    /** Where results are written. */
    protected static Path results() {
        return root().resolve("target/bench");
    }

    /** A line for whoever waits. */
    protected final void say(String line) {
        spec.commandLine().getErr().println(line);
    }

    /**
     * Measures and reports.
     *
     * @throws WrongChoice if an argument is wrong; the message says what is allowed
     */
    protected abstract void answer() throws IOException, InterruptedException;

    /** How many rounds there are unless someone says otherwise. */
    protected int defaultRounds() {
        return 3;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        try {
            answer();
        } catch (WrongChoice e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return 0;
    }

    /** How long each measurement is. */
    protected final Timing timing() {
        return quick ? Timing.QUICK : Timing.USUAL;
    }

    /** How many rounds there are. */
    protected final int rounds() {
        int count = rounds.orElse(defaultRounds());
        if (count < 1) {
            throw new WrongChoice("--rounds: " + count + "; allowed: 1 and above");
        }
        return quick ? 1 : count;
    }

    /** Measures jobs in turns, and says how long that will take and how far it is. */
    protected final List<Series> measure(List<Job> jobs) throws IOException, InterruptedException {
        JmhProcess process = new JmhProcess(results(), timing());
        int total = jobs.size() * rounds();
        say(expectation(total));
        int[] done = {0};
        try {
            return Rounds.run(
                    jobs,
                    rounds(),
                    (job, round) -> {
                        progress(++done[0], total, job);
                        return process.run(job);
                    });
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String expectation(int total) {
        String times = rounds() == 1 ? "1 round" : rounds() + " rounds";
        double minutes = total * timing().seconds() / 60;
        String wait =
                minutes < 1 ? "less than a minute" : "about " + Math.round(minutes) + " minutes";
        return total + " measurements in " + times + ": " + wait;
    }

    private void progress(int number, int total, Job job) {
        if (Boolean.getBoolean("optweave.bench.progress")) {
            say(number + "/" + total + " " + job.parameters().values());
        }
    }

    /** Prints the table and writes {@code target/bench/NAME.json}. */
    protected final void report(Table table) throws IOException {
        String name = spec.name();
        PrintWriter out = spec.commandLine().getOut();
        (markdown ? table.markdown() : table.text()).forEach(out::println);
        Path file = results().resolve(name + ".json");
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("question", name);
        facts.put("arguments", spec.commandLine().getParseResult().originalArgs());
        facts.put("rounds", rounds());
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        table.write(file, facts);
        say("also in " + root().relativize(file));
    }
}
