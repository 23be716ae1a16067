package dev.optweave.lab;

import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.race.Entrants;
import dev.optweave.lab.race.Entry;
import dev.optweave.lab.race.Race;
import dev.optweave.lab.race.RaceSettings;
import dev.optweave.lab.race.Result;
import dev.optweave.lab.race.StorageChoice;
import dev.optweave.lab.report.StorageTable;
import dev.optweave.lab.rule.RuleLibrary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a rule with its states, then its parameters, in every storage, from the same"
                    + " start on the same batches, and prints what that costs and saves.",
            "Parameters in bfloat16 are computed in float: with --dtype float64 they are left out."
        })
final class StorageCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "RULE",
            description =
                    "A stock rule by name, another by its Java file; settings may follow:"
                            + " AdamW:lr=0.01,beta1=0.8")
    private String rule;

    @Option(
            names = "--problem",
            defaultValue = "digits",
            converter = Converters.ToProblem.class,
            description = "digits (default), logistic, rosenbrock or quadratic.")
    private ProblemKind problem;

    @Option(
            names = "--lr",
            paramLabel = "RATE",
            description =
                    "The rule's learning rate. Without it stock rules get one that suits the"
                            + " problem.")
    private Optional<Double> learningRate = Optional.empty();

    @ArgGroup(validate = false, heading = "%nTraining:%n")
    private RaceCommand.TrainingOptions training = new RaceCommand.TrainingOptions();

    @Override
    public Integer call() {
        RaceSettings settings = training.settings(problem);
        RuleLibrary library = RuleLibrary.ofProject();
        OptionalDouble rate = learningRate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        Entry entry =
                new Entrants(List.of(rule), rate, Map.of())
                        .entries(problem, name -> library.find(name, Path.of("")))
                        .get(0);
        List<Entry> entries =
                EnumSet.complementOf(EnumSet.of(StorageChoice.AS_DECLARED)).stream()
                        .filter(each -> each.objection(settings.precision()).isEmpty())
                        .map(entry::in)
                        .toList();
        PrintWriter out = spec.commandLine().getOut();
        entry.rule().warnings().stream()
                .map(MessageText::of)
                .forEach(spec.commandLine().getErr()::println);
        out.println(
                entry.label()
                        + " on "
                        + settings.problem().title()
                        + ", "
                        + RaceCommand.feeding(settings));
        if (settings.precision() == Precision.FLOAT64) {
            out.println("without parameters in bfloat16, which are computed in float");
        }
        ConsoleProgress progress = new ConsoleProgress(out, settings, entries);
        List<Result> results = new Race(settings, entries).run(progress);
        progress.finish();
        out.println();
        StorageTable.of(results).lines().forEach(out::println);
        return Lab.DONE;
    }
}
