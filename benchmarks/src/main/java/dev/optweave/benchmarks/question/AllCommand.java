package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Answer;
import dev.optweave.benchmarks.report.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Every question whose answer the documentation shows. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description = {
            "Asks every question whose answer stands in docs/performance.md, one after another.",
            "Each writes target/bench/NAME.json and .md. One that fails does not stop the others."
        })
public final class AllCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--list", description = "Only prints the commands, with the minutes of each.")
    private boolean list;

    @Option(
            names = "--quick",
            description = "One short round of each over something small; times mean nothing.")
    private boolean quick;

    @Option(
            names = "--docs",
            description = {
                "Measures nothing, but puts the complete tables of target/bench into"
                        + " docs/performance.md, and their plots beside it."
            })
    private boolean docs;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only these, by the names of --list.")
    private List<String> only = List.of();

    /** One question: the name of its files, its command, and what is asked. */
    record Part(String name, List<String> arguments) {

        static Part of(String name, String arguments) {
            return new Part(name, List.of(arguments.split(" ")));
        }

        /** What is asked; quickly, without what would take long. */
        List<String> asked(boolean quick) {
            List<String> words = new ArrayList<>(arguments);
            if (quick) {
                for (String option : LONG) {
                    int place = words.indexOf(option);
                    if (place >= 0) {
                        words.subList(place, place + 2).clear();
                    }
                }
                words.add("--quick");
            }
            return words;
        }

        List<String> words(boolean quick) {
            List<String> words = asked(quick);
            words.addAll(List.of("--name", quick ? name + "-quick" : name));
            return words;
        }
    }

    /** What makes a question long; where it is not named, {@code --quick} chooses. */
    private static final List<String> LONG = List.of("--rounds", "--size", "--workload");

    /** In the order of the documentation. */
    static final List<Part> PARTS =
            List.of(
                    Part.of(
                            "roofline-rules",
                            "roofline --rule all --size 32Mi --storage float --threads 1 --rounds 3"),
                    Part.of(
                            "roofline-adamw",
                            "roofline --storage float,bfloat16,float16,int8-block"),
                    Part.of(
                            "storage",
                            "peers --workload 1x33554432 --storage float,bfloat16,int8-block"
                                    + " --peer none --rounds 5"),
                    Part.of(
                            "models-gpt2",
                            "models --workload gpt2-small --storage float,bfloat16,int8-block"
                                    + " --peer libtorch --rounds 5"),
                    Part.of("whole-step", "whole-step --workload gpt2-small"),
                    Part.of(
                            "peers-libtorch",
                            "peers --workload 1x1048576,1x33554432,1000x1024 --peer libtorch"),
                    Part.of("small", "small --peer libtorch --rounds 2"),
                    Part.of("compile", "compile"),
                    Part.of("scaling", "scaling --rounds 2"),
                    Part.of(
                            "models-others",
                            "models --workload bert-base,resnet50 --peer libtorch --rounds 2"),
                    new Part(
                            "peers-others",
                            List.of(
                                    "peers",
                                    "--workload",
                                    "1x1048576",
                                    "--rounds",
                                    "2",
                                    "--peer",
                                    "ND4J,TensorFlow,DJL,unfused Java,C -O3 -march=native")),
                    new Part(
                            "peers-rules",
                            List.of(
                                    "peers",
                                    "--rule",
                                    "Sgd,AdaGrad",
                                    "--workload",
                                    "1x1048576",
                                    "--threads",
                                    "1",
                                    "--rounds",
                                    "2",
                                    "--peer",
                                    "ND4J,TensorFlow,Tribuo,unfused Java,C -O3 -march=native")));

    @Override
    public Integer call() throws IOException {
        List<Part> parts = chosen();
        if (docs && !Launcher.asks()) {
            return takeOver(parts);
        }
        boolean isQuick = quick;
        if (Launcher.asks()) {
            Launcher.answer(!list && !docs && needPeers(parts), spec);
            return 0;
        }
        PrintWriter err = spec.commandLine().getErr();
        double all = 0;
        for (Part part : parts) {
            double seconds = seconds(part, isQuick);
            all += seconds;
            String line = "%-15s %5.1f minutes   ./bench %s";
            (list ? spec.commandLine().getOut() : err)
                    .println(
                            String.format(
                                    Locale.ROOT,
                                    line,
                                    part.name(),
                                    seconds / 60,
                                    Question.typed(part.asked(isQuick))));
        }
        err.println("all: " + Question.minutes(all));
        return list ? 0 : ask(parts, isQuick);
    }

    private int takeOver(List<Part> parts) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> tables = new LinkedHashMap<>();
        List<Path> plots = new ArrayList<>();
        for (Part part : parts) {
            Path file = Question.results().resolve(part.name() + ".md");
            String table = Files.exists(file) ? Files.readString(file) : "";
            Optional<String> missing = missing(part, table);
            if (missing.isPresent()) {
                err.println(part.name() + ": left as it is; there is no " + missing.get());
                continue;
            }
            tables.put(part.name(), table);
            if (showsPlot(part, table)) {
                plots.add(plot(part));
            }
        }
        Path page = Question.root().resolve("docs/performance.md");
        String replaced = Page.with(tables, Files.readString(page));
        for (Path plot : plots) {
            Path shown = page.resolveSibling(plot.getFileName());
            Files.copy(plot, shown, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(page, replaced);
        err.println("taken over: " + String.join(", ", tables.keySet()));
        return 0;
    }

    /** What keeps a part's table from the page. */
    private static Optional<String> missing(Part part, String table) {
        String command = "./bench " + Question.typed(part.arguments());
        if (!table.contains("\n" + command + "\n") || table.contains(Answer.PARTIAL)) {
            return Optional.of("complete answer to " + command);
        }
        return showsPlot(part, table) && Files.notExists(plot(part))
                ? Optional.of(plot(part).getFileName() + " beside its table")
                : Optional.empty();
    }

    private static Path plot(Part part) {
        return Question.results().resolve(part.name() + ".svg");
    }

    private static boolean showsPlot(Part part, String table) {
        return table.contains("](" + plot(part).getFileName() + ")");
    }

    private int ask(List<Part> parts, boolean isQuick) {
        PrintWriter err = spec.commandLine().getErr();
        int worst = 0;
        List<String> failed = new ArrayList<>();
        for (Part part : parts) {
            err.println();
            err.println(part.name() + ": ./bench " + Question.typed(part.asked(isQuick)));
            int code = fresh().execute(part.words(isQuick).toArray(String[]::new));
            worst = Math.max(worst, code);
            if (code != 0) {
                failed.add(part.name());
            }
        }
        if (!failed.isEmpty()) {
            err.println("failed, for the reasons above: " + String.join(", ", failed));
        }
        return worst;
    }

    private double seconds(Part part, boolean isQuick) throws IOException {
        return question(part, isQuick).seconds();
    }

    private boolean needPeers(List<Part> parts) {
        return parts.stream().anyMatch(part -> question(part, quick).needsPeers());
    }

    private Question question(Part part, boolean isQuick) {
        CommandLine line = fresh();
        line.parseArgs(part.words(isQuick).toArray(String[]::new));
        return line.getSubcommands().get(part.arguments().get(0)).getCommand();
    }

    /** A command line that remembers nothing of another question. */
    private CommandLine fresh() {
        CommandLine mine = spec.root().commandLine();
        return new CommandLine(mine.getCommand().getClass())
                .setOut(mine.getOut())
                .setErr(mine.getErr())
                .setParameterExceptionHandler(mine.getParameterExceptionHandler())
                .setExecutionExceptionHandler(mine.getExecutionExceptionHandler());
    }

    private List<Part> chosen() {
        List<String> names = PARTS.stream().map(Part::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--only: there is no `" + name + "`; allowed: " + String.join(", ", names));
            }
        }
        return PARTS.stream().filter(part -> only.isEmpty() || only.contains(part.name())).toList();
    }
}
