package dev.optweave.benchmarks.compile;

import dev.optweave.benchmarks.question.Question;
import dev.optweave.benchmarks.question.WrongChoice;
import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Ending;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.run.Spread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What rules cost a build, and how long it is from a rule's source to its first step. */
@Command(
        name = "compile",
        description =
                "A cold javac with and without rules; from a rule's source to its first step.")
public final class CompileCommand extends Question {

    private static final double SECONDS_A_ROUND = 15;

    @Option(
            names = "--rules",
            paramLabel = "COUNT",
            description = "How many rules the tree holds (default: ${DEFAULT-VALUE}).")
    private int count = 50;

    private final List<Round> rounds = new CopyOnWriteArrayList<>();

    /** Seconds of each compilation, and the first steps of both JVMs. */
    private record Round(
            double plain, double rules, double given, FirstStepRun lab, FirstStepRun usual) {}

    @Override
    protected int defaultRounds() {
        return 5;
    }

    @Override
    protected double seconds() {
        return rounds() * SECONDS_A_ROUND;
    }

    @Override
    protected void answer() throws IOException, InterruptedException {
        if (count < 1) {
            throw new WrongChoice("--rules: " + count + "; allowed: 1 and above");
        }
        say("%d rounds, about %d seconds".formatted(rounds(), Math.round(seconds())));
        Path folder = Files.createTempDirectory("optweave-compile");
        RuleTree tree = RuleTree.write(folder, chosen("--rules", count, 1));
        int size = tree.rules().size();
        measure(
                ending -> run(tree, folder, ending),
                () -> rounds.isEmpty() ? Optional.empty() : Optional.of(table(size)));
        report(table(size));
        say(
                "%d lines generated for each rule"
                        .formatted(lines(Build.generated(classes(folder))) / size));
    }

    private void run(RuleTree tree, Path folder, Ending ending)
            throws IOException, InterruptedException {
        Build build = new Build(classes(folder), ending);
        Build again = new Build(folder.resolve("again"), ending);
        build.plain(tree.empty()); // reads the JDK and the jars from disk, once
        while (rounds.size() < rounds()) {
            rounds.add(round(tree, build, again, ending));
            write(table(tree.rules().size()), false);
        }
    }

    private static Path classes(Path folder) {
        return folder.resolve("classes");
    }

    private static Round round(RuleTree tree, Build build, Build again, Ending ending)
            throws IOException, InterruptedException {
        double plain = again.plain(tree.empty());
        double with = build.withRules(tree.rules());
        List<Path> sources = new ArrayList<>(tree.rules());
        sources.addAll(Build.generated(build.folder()));
        double given = again.plain(sources);
        Path rule = tree.rules().get(Math.min(7, tree.rules().size() - 1)); // AdamW
        FirstStepRun lab = FirstStepRun.run(FirstStepRun.LAB, rule, ending);
        FirstStepRun usual = FirstStepRun.run(List.of(), rule, ending);
        return new Round(plain, with, given, lab, usual);
    }

    private Table table(int size) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("javac, " + size + " empty classes, no processor", spread(Round::plain)));
        rows.add(List.of("javac, " + size + " rules and the processor", spread(Round::rules)));
        rows.add(List.of("added by the rules", spread(round -> round.rules() - round.plain())));
        rows.add(
                List.of(
                        "- of that, compiling what is generated",
                        spread(round -> round.given() - round.plain())));
        phases("first step", Round::lab, rows);
        phases("first step, a JVM without options", Round::usual, rows);
        String note = rounds.size() < rounds() ? rounds.size() + " of " + rounds() + " rounds" : "";
        return new Table(
                List.of(Column.of("what"), new Column("seconds", 2), Column.of("note")),
                rows.stream().map(row -> List.of(row.get(0), row.get(1), note)).toList());
    }

    private void phases(String name, Function<Round, FirstStepRun> run, List<List<Object>> rows) {
        rows.add(List.of(name + ", the whole process", spread(run, FirstStepRun::seconds)));
        rows.add(List.of("- until its main method", spread(run, FirstStepRun::start)));
        rows.add(List.of("- compiling the rule", spread(run, FirstStepRun::compile)));
        rows.add(List.of("- loading the optimizer", spread(run, FirstStepRun::load)));
        rows.add(List.of("- building it and one step", spread(run, FirstStepRun::step)));
    }

    private static long lines(List<Path> files) throws IOException {
        long lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file, StandardCharsets.UTF_8).size();
        }
        return lines;
    }

    private Spread spread(Function<Round, FirstStepRun> run, ToDoubleFunction<FirstStepRun> which) {
        return spread(round -> which.applyAsDouble(run.apply(round)));
    }

    private Spread spread(ToDoubleFunction<Round> which) {
        double[] all = rounds.stream().mapToDouble(which).sorted().toArray();
        return new Spread(Series.median(all), all[0], all[all.length - 1]);
    }
}
