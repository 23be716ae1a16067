package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Answer;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Ending;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

    /** Short measurements, and the least of all that is not named. */
    @Option(
            names = "--quick",
            description = {
                "Short measurements, to see that everything runs; their times mean nothing.",
                "Of what is not named, the least: one round of something small."
            })
    protected boolean quick;

    @Option(
            names = "--rounds",
            paramLabel = "COUNT",
            description =
                    "Measures everything that many times, in turns (default: 3; compile: 5; --quick: 1).")
    private Optional<Integer> rounds = Optional.empty();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Writes target/bench/NAME.json and .md (default: the question).")
    private Optional<String> name = Optional.empty();

    /** Whether to print Markdown. */
    @Option(names = "--markdown", description = "Prints the table as Markdown.")
    protected boolean markdown;

    private long began;

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

    /**
     * About how many seconds the answer takes.
     *
     * @throws WrongChoice if an argument is wrong; the message says what is allowed
     */
    protected abstract double seconds() throws IOException;

    /** Whether it asks for peers that have modules of their own, which may have to be built. */
    protected boolean needsPeers() {
        return false;
    }

    /** How many rounds there are unless someone says otherwise. */
    protected int defaultRounds() {
        return 3;
    }

    @Override
    public final Integer call() throws IOException, InterruptedException {
        began = System.nanoTime();
        try {
            name();
            rounds();
            if (Launcher.asks()) {
                Launcher.answer(needsPeers(), spec);
            } else {
                answer();
            }
        } catch (WrongChoice e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return 0;
    }

    /** How many rounds there are. */
    protected final int rounds() {
        int count = rounds.orElse(quick ? 1 : defaultRounds());
        if (count < 1) {
            throw new WrongChoice("--rounds: " + count + "; allowed: 1 and above");
        }
        return count;
    }

    /**
     * What an option is to be: {@code --quick} fills in only what was not named.
     *
     * @param value what was named, or is usual
     */
    protected final <T> T chosen(String option, T value, T ifQuick) {
        boolean named = spec.commandLine().getParseResult().hasMatchedOption(option);
        return quick && !named ? ifQuick : value;
    }

    /** The files' name without its end. */
    final String name() {
        String chosen = name.orElse(spec.name());
        if (!chosen.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
            throw new WrongChoice("--name: `" + chosen + "`; allowed: letters, digits, - and _");
        }
        return chosen;
    }

    /** Minutes as people say them. */
    static String minutes(double seconds) {
        return seconds < 60 ? "less than a minute" : "about " + minutesAbove(seconds);
    }

    private static String minutesAbove(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes == 1 ? "a minute" : minutes + " minutes";
    }

    /**
     * Measures while an end of the program from outside still prints and writes what there is.
     *
     * @param soFar the table of what has been measured; empty if nothing has
     */
    protected final void measure(Measurement measurement, Supplier<Optional<Table>> soFar)
            throws IOException, InterruptedException {
        try (Ending ending = new Ending(() -> endWith(soFar.get()))) {
            try {
                measurement.run(ending);
            } catch (IOException | RuntimeException e) {
                ending.settle();
                throw e;
            }
        }
    }

    /** What measures. */
    @FunctionalInterface
    protected interface Measurement {

        /** Runs; a child process that fails is told to {@code ending} before anything else. */
        void run(Ending ending) throws IOException, InterruptedException;
    }

    private void endWith(Optional<Table> table) {
        if (table.isEmpty()) {
            say("ended before anything was measured");
            return;
        }
        try {
            write(table.get(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            print(table.get(), Answer.PARTIAL);
        }
    }

    /** Prints the table and writes it to {@code target/bench}. */
    protected final void report(Table table) throws IOException {
        print(table, "");
        write(table, true);
        say(
                "took %s; also in %s and .md"
                        .formatted(took(), root().relativize(results().resolve(name() + ".json"))));
    }

    private String took() {
        long seconds = Math.round(elapsed());
        return seconds < 90
                ? seconds + " seconds"
                : String.format(Locale.ROOT, "%.1f minutes", seconds / 60.0);
    }

    private double elapsed() {
        return (System.nanoTime() - began) / 1e9;
    }

    private void print(Table table, String heading) {
        PrintWriter out = spec.commandLine().getOut();
        if (!heading.isEmpty()) {
            out.println(heading);
        }
        (markdown ? table.markdown() : table.text()).forEach(out::println);
        out.flush();
    }

    /** Writes {@code target/bench/NAME.json} and {@code .md}, without a picture. */
    protected final void write(Table table, boolean complete) throws IOException {
        write(table, complete, Optional.empty());
    }

    /**
     * Writes {@code target/bench/NAME.json} and {@code .md}.
     *
     * @param picture what stands below the table, as a line of Markdown; empty for none
     */
    protected final synchronized void write(Table table, boolean complete, Optional<String> picture)
            throws IOException {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("question", spec.name());
        facts.put("arguments", arguments());
        facts.put("complete", complete);
        facts.put("rounds", rounds());
        facts.put("seconds", Math.round(elapsed()));
        facts.put("java", System.getProperty("java.vm.version"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        new Answer(command(), facts, table, complete, picture).write(results(), name());
    }

    private List<String> arguments() {
        return spec.commandLine().getParseResult().originalArgs();
    }

    /** The command, but for what says only where its table goes. */
    private String command() {
        List<String> words = new ArrayList<>(List.of("./bench", spec.name()));
        boolean isName = false;
        for (String argument : arguments()) {
            boolean skipped = isName || argument.matches("--markdown|--name(=.*)?");
            isName = argument.equals("--name");
            if (!skipped && !(words.size() == 2 && argument.equals(spec.name()))) {
                words.add(argument);
            }
        }
        return typed(words);
    }

    /** Words as one types them in a shell. */
    static String typed(List<String> words) {
        return words.stream()
                .map(word -> word.contains(" ") ? "'" + word + "'" : word)
                .collect(Collectors.joining(" "));
    }
}
