package dev.optweave.benchmarks.compile;

import dev.optweave.benchmarks.question.Question;
import dev.optweave.benchmarks.question.WrongChoice;
import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.run.Spread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    private final List<Double> plain = new ArrayList<>();
    private final List<Double> rules = new ArrayList<>();
    private final List<Double> added = new ArrayList<>();
    private final List<Double> given = new ArrayList<>();
    private final List<FirstStepRun> lab = new ArrayList<>();
    private final List<FirstStepRun> usual = new ArrayList<>();

    @Override
    protected int defaultRounds() {
        return 5;
    }

    @Override
    protected void answer() throws IOException, InterruptedException {
        if (count < 1) {
            throw new WrongChoice("--rules: " + count + "; allowed: 1 and above");
        }
        int all = rounds();
        say("%d rounds, about %d seconds".formatted(all, Math.round(all * SECONDS_A_ROUND)));
        Path folder = Files.createTempDirectory("optweave-compile");
        RuleTree tree = RuleTree.write(folder, quick ? 1 : count);
        Build build = new Build(folder.resolve("classes"));
        Build again = new Build(folder.resolve("again"));
        build.plain(tree.empty()); // reads the JDK and the jars from disk, once
        for (int round = 0; round < all; round++) {
            round(tree, build, again);
        }
        long lines = lines(build.generated());
        report(table(tree.rules().size(), lines));
    }

    private void round(RuleTree tree, Build build, Build again)
            throws IOException, InterruptedException {
        double without = again.plain(tree.empty());
        double with = build.withRules(tree.rules());
        List<Path> sources = new ArrayList<>(tree.rules());
        sources.addAll(build.generated());
        plain.add(without);
        rules.add(with);
        added.add(with - without);
        given.add(again.plain(sources) - without);
        Path rule = tree.rules().get(Math.min(7, tree.rules().size() - 1)); // AdamW
        lab.add(FirstStepRun.run(FirstStepRun.LAB, rule));
        usual.add(FirstStepRun.run(List.of(), rule));
    }

    private Table table(int size, long lines) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(List.of("javac, " + size + " empty classes, no processor", spread(plain)));
        rows.add(List.of("javac, " + size + " rules and the processor", spread(rules)));
        rows.add(List.of("added by the rules", spread(added)));
        rows.add(List.of("- of that, compiling what is generated", spread(given)));
        phases("first step", lab, rows);
        phases("first step, a JVM without options", usual, rows);
        say("%d lines generated for each rule".formatted(lines / size));
        return new Table(List.of(Column.of("what"), new Column("seconds", 2)), rows);
    }

    private static void phases(String name, List<FirstStepRun> runs, List<List<Object>> rows) {
        rows.add(List.of(name + ", the whole process", spread(runs, FirstStepRun::seconds)));
        rows.add(List.of("- until its main method", spread(runs, FirstStepRun::start)));
        rows.add(List.of("- compiling the rule", spread(runs, FirstStepRun::compile)));
        rows.add(List.of("- loading the optimizer", spread(runs, FirstStepRun::load)));
        rows.add(List.of("- building it and one step", spread(runs, FirstStepRun::step)));
    }

    private static long lines(List<Path> files) throws IOException {
        long lines = 0;
        for (Path file : files) {
            lines += Files.readAllLines(file, StandardCharsets.UTF_8).size();
        }
        return lines;
    }

    private static Spread spread(List<FirstStepRun> runs, ToDoubleFunction<FirstStepRun> which) {
        return spread(runs.stream().map(which::applyAsDouble).toList());
    }

    private static Spread spread(List<Double> values) {
        double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return new Spread(Series.median(all), low, high);
    }
}
