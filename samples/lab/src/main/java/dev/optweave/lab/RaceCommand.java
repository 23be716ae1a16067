package dev.optweave.lab;

import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.message.OutputFile;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.race.Annealing;
import dev.optweave.lab.race.Entrants;
import dev.optweave.lab.race.Entry;
import dev.optweave.lab.race.Feeding;
import dev.optweave.lab.race.Race;
import dev.optweave.lab.race.RaceSettings;
import dev.optweave.lab.race.Result;
import dev.optweave.lab.race.StorageChoice;
import dev.optweave.lab.report.HtmlReport;
import dev.optweave.lab.report.ResultTable;
import dev.optweave.lab.rule.RuleLibrary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
        name = "race",
        mixinStandardHelpOptions = true,
        description = {
            "Trains rules on the same problem from the same start, prints a table and writes a page"
                    + " with curves."
        },
        footer = {
            "",
            "Without rules these race: AdamW, Lion, Nesterov, Momentum, Sgd and LectureAdam from"
                    + " samples/rules."
        })
final class RaceCommand implements Callable<Integer> {

    private static final List<String> DEFAULT_RULES =
            List.of(
                    "AdamW",
                    "Lion",
                    "Nesterov",
                    "Momentum",
                    "Sgd",
                    "samples/rules/LectureAdamRule.java");

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "RULE",
            description =
                    "Stock rules by name, others by their Java file; settings of its own may follow"
                            + " a rule: AdamW:lr=0.01,beta1=0.8")
    private List<String> rules = DEFAULT_RULES;

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
                    "Learning rate of all rules that have none of their own beside them. Without it"
                            + " stock rules get one that suits the problem.")
    private Optional<Double> learningRate = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "RULE.NAME=VALUE",
            description = "A hyperparameter of one of the rules: AdamW.beta1=0.8")
    private Map<String, Double> settings = new LinkedHashMap<>();

    @Option(
            names = "--storage",
            paramLabel = "NAME",
            defaultValue = "as-declared",
            converter = Converters.ToStorage.class,
            description =
                    "What the rules' states lie in: same, bfloat16, float16 or int8-block, each but"
                            + " the first also with -stochastic; or with states as declared the"
                            + " parameters: brain-parameters, also with -stochastic or -kahan"
                            + " (default: as-declared).")
    private StorageChoice storage = StorageChoice.AS_DECLARED;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            defaultValue = "race.html",
            description = "Where the page is written (default race.html).")
    private Path report;

    @ArgGroup(validate = false, heading = "%nTraining:%n")
    private TrainingOptions training = new TrainingOptions();

    @Override
    public Integer call() {
        RaceSettings raceSettings = training.settings(problem);
        String objection = storage.objection(raceSettings.precision());
        if (!objection.isEmpty()) {
            throw new UserException(objection);
        }
        OutputFile page = OutputFile.at(report);
        RuleLibrary library = RuleLibrary.ofProject();
        OptionalDouble rate =
                learningRate.isPresent()
                        ? OptionalDouble.of(learningRate.get())
                        : OptionalDouble.empty();
        List<Entry> entries =
                new Entrants(rules, rate, settings)
                        .entries(problem, rule -> library.find(rule, Path.of(""))).stream()
                                .map(entry -> entry.with(storage))
                                .toList();
        run(new Race(raceSettings, entries), page);
        return Lab.DONE;
    }

    private void run(Race race, OutputFile page) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        race.entries().stream()
                .flatMap(entry -> entry.rule().warnings().stream())
                .distinct()
                .map(MessageText::of)
                .forEach(err::println);
        out.println(race.settings().problem().title() + ", " + feeding(race.settings()));
        ConsoleProgress progress = new ConsoleProgress(out, race.settings(), race.entries());
        try (Backends backends = new Backends()) {
            List<Result> results = race.run(progress);
            progress.finish();
            out.println();
            ResultTable.of(results).lines().forEach(out::println);
            out.println();
            backends.lines().forEach(out::println);
            finish(race, results, page);
        }
    }

    private void finish(Race race, List<Result> results, OutputFile page) {
        page.write(new HtmlReport(race, results, commandLine()).text());
        spec.commandLine().getOut().println("curves: " + page.path());
    }

    static String feeding(RaceSettings settings) {
        String feeding = settings.problem().hasData() ? ", batch " + settings.feeding() : "";
        return settings.epochs()
                + " "
                + settings.problem().unit()
                + (settings.epochs() == 1 ? "" : "s")
                + feeding
                + ", seed "
                + settings.seed();
    }

    /** What to type to run the race again, on any machine. */
    private String commandLine() {
        StringBuilder command = new StringBuilder("./lab race");
        rules.forEach(rule -> command.append(' ').append(quoted(relative(rule))));
        command.append(" --problem ").append(problem);
        learningRate.ifPresent(rate -> command.append(" --lr ").append(rate));
        settings.forEach(
                (name, value) ->
                        command.append(" --set ").append(quoted(name)).append('=').append(value));
        if (storage != StorageChoice.AS_DECLARED) {
            command.append(" --storage ").append(storage.option());
        }
        training.append(command, problem);
        return command.append(" --report ").append(quoted(relative(report.toString()))).toString();
    }

    private static String relative(String file) {
        Path path = Path.of(file);
        if (!path.isAbsolute()) {
            return file;
        }
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here)
                ? here.relativize(path).toString()
                : path.getFileName().toString();
    }

    private static String quoted(String argument) {
        return argument.matches("[\\w./:=,+-]+")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }

    /** How to train. */
    static final class TrainingOptions {

        @Option(
                names = "--epochs",
                paramLabel = "N",
                description =
                        "How often to go through the data; steps where there is none (defaults:"
                                + " digits 30, logistic 40, rosenbrock 3000, quadratic 1000).")
        private Optional<Integer> epochs = Optional.empty();

        @Option(
                names = "--batch",
                paramLabel = "SIZE",
                defaultValue = "32",
                description =
                        "full, single or a number of examples; gradients are averaged over a batch,"
                                + " and the examples reshuffled each epoch (default 32).")
        private String batch = "32";

        @Option(
                names = "--schedule",
                paramLabel = "NAME",
                converter = Converters.ToAnnealing.class,
                description =
                        "How learning rates fall: constant, linear, cosine, warmup-cosine or steps"
                                + " (default: cosine where there is data, constant where not).")
        private Optional<Annealing> annealing = Optional.empty();

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Of the initial parameters and the order of examples (default 1).")
        private long seed = 1;

        @Option(
                names = "--dtype",
                defaultValue = "float32",
                converter = Converters.ToPrecision.class,
                description = "float32 (default) or float64.")
        private Precision precision = Precision.FLOAT32;

        @Option(
                names = "--backend",
                paramLabel = "NAME",
                defaultValue = "auto",
                converter = Converters.ToRaceBackend.class,
                description =
                        "java, vector, opencl, or auto (default): vector where it is possible,"
                                + " otherwise java. Times on opencl include copying gradients there"
                                + " and parameters back.")
        private Backend backend = Backend.AUTO;

        @Option(
                names = "--threads",
                paramLabel = "N",
                description =
                        "Threads a step in Java may use; the result is the same (default: as many"
                                + " as there are processors).")
        private Optional<Integer> threads = Optional.empty();

        @Option(
                names = "--max-steps",
                paramLabel = "N",
                description = "Stop a rule after so many steps.")
        private Optional<Long> maxSteps = Optional.empty();

        @Option(
                names = "--min-step",
                paramLabel = "D",
                description = "Stop a rule when a step moves the parameters less far than this.")
        private Optional<Double> minStep = Optional.empty();

        RaceSettings settings(ProblemKind problem) {
            requireAtLeastOne("--epochs", epochs.orElse(1));
            requireAtLeastOne("--threads", threads.orElse(1));
            requireAtLeastOne("--max-steps", maxSteps.orElse(1L));
            if (!(minStep.orElse(0.0) >= 0)) {
                throw new UserException("--min-step is " + minStep.get() + "; allowed: [0, ∞)");
            }
            return new RaceSettings(
                    problem,
                    epochs.orElse(problem.epochs()),
                    Feeding.parse(batch),
                    seed,
                    precision,
                    annealing(problem),
                    new Execution(backend, threads()),
                    new RaceSettings.Stopping(
                            maxSteps.orElse(Long.MAX_VALUE), minStep.orElse(0.0)));
        }

        private Annealing annealing(ProblemKind problem) {
            return annealing.orElse(problem.hasData() ? Annealing.COSINE : Annealing.CONSTANT);
        }

        private int threads() {
            return threads.orElse(Runtime.getRuntime().availableProcessors());
        }

        private static void requireAtLeastOne(String option, long value) {
            if (value < 1) {
                throw new UserException(option + " is " + value + "; allowed: 1 and above");
            }
        }

        private void append(StringBuilder command, ProblemKind problem) {
            command.append(" --epochs ").append(epochs.orElse(problem.epochs()));
            if (problem.hasData()) {
                command.append(" --batch ").append(batch);
            }
            command.append(" --seed ").append(seed);
            command.append(" --schedule ").append(annealing(problem));
            if (precision != Precision.FLOAT32) {
                command.append(" --dtype ").append(precision);
            }
            if (backend != Backend.AUTO) {
                command.append(" --backend ").append(backend);
            }
            maxSteps.ifPresent(steps -> command.append(" --max-steps ").append(steps));
            minStep.ifPresent(step -> command.append(" --min-step ").append(step));
        }
    }
}
