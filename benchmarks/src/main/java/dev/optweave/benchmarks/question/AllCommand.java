package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Answer;
import dev.optweave.benchmarks.report.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    @Option(names = "--quick", description = "One short round of each; times mean nothing.")
    private boolean quick;

    @Option(
            names = "--docs",
            description = {
                "Measures nothing, but puts the complete tables of target/bench into"
                        + " docs/performance.md."
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

        List<String> words(boolean quick) {
            List<String> words = new ArrayList<>(arguments);
            words.addAll(List.of("--name", quick ? name + "-quick" : name));
            if (quick) {
                words.add("--quick");
            }
            return words;
        }
    }

    /** In the order of the documentation. */
    static final List<Part> PARTS =
            List.of(
                    Part.of(
                            "roofline-rules",
                            "roofline --rule all --size 32Mi --storage float --threads 1 --rounds 3"),
                    Part.of("roofline-adamw", "roofline --storage float,bfloat16,int8-block"),
                    Part.of(
                            "models-gpt2",
                            "models --workload gpt2-small --storage float,bfloat16,int8-block"
                                    + " --peer libtorch"),
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
                                    "ND4J,TensorFlow,DJL,unfused Java,C -O3 -march=native")));

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
                                    Question.typed(part.arguments())));
        }
        err.println("all: " + Question.minutes(all));
        return list ? 0 : ask(parts, isQuick);
    }

    private int takeOver(List<Part> parts) throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Map<String, String> tables = new LinkedHashMap<>();
        for (Part part : parts) {
            Path file = Question.results().resolve(part.name() + ".md");
            String table = Files.exists(file) ? Files.readString(file) : "";
            String command = "./bench " + Question.typed(part.arguments());
            boolean answers = table.contains("\n" + command + "\n");
            if (answers && !table.contains(Answer.PARTIAL)) {
                tables.put(part.name(), table);
            } else {
                String left = "%s: left as it is; there is no complete answer to %s";
                err.println(String.format(left, part.name(), command));
            }
        }
        Path page = Question.root().resolve("docs/performance.md");
        Files.writeString(page, Page.with(tables, Files.readString(page)));
        err.println("taken over: " + String.join(", ", tables.keySet()));
        return 0;
    }

    private int ask(List<Part> parts, boolean isQuick) {
        PrintWriter err = spec.commandLine().getErr();
        int worst = 0;
        List<String> failed = new ArrayList<>();
        for (Part part : parts) {
            err.println();
            err.println(part.name() + ": ./bench " + Question.typed(part.arguments()));
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
