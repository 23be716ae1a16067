package dev.optweave.lab;

import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.lab.rule.RuleLibrary;
import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.emit.opencl.OpenClEmitter;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.program.Certificate;
import dev.optweave.processor.program.LoweredRule;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what becomes of a rule: equations and hyperparameters, the lowered program after"
                    + " each pass, the generated Java, vector Java and OpenCL, and what a step costs.",
            "Without options it shows all of these."
        })
final class ShowCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RULE", description = "A stock rule's name or a Java file.")
    private String name;

    @Option(
            names = "--pass",
            paramLabel = "NAME",
            description = "The program after this pass alone; `last` is what the backends run.")
    private Optional<String> pass = Optional.empty();

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "NAME",
            description = "Hyperparameters to switch off: zero, and not scheduled.")
    private Set<String> absent = new TreeSet<>();

    @Option(names = "--equations", description = "The equations and hyperparameters.")
    private boolean equations;

    @Option(names = "--program", description = "The program, pass by pass.")
    private boolean program;

    @Option(names = "--java", description = "The generated Java.")
    private boolean java;

    @Option(names = "--vector", description = "The generated vector loops in Java.")
    private boolean vector;

    @Option(names = "--opencl", description = "The generated OpenCL C.")
    private boolean openCl;

    @Option(names = "--certificate", description = "What a step costs.")
    private boolean certificate;

    @Override
    public Integer call() {
        LabRule rule = RuleLibrary.ofProject().find(name, Path.of(""));
        LoweredRule lowered = specialization(rule);
        boolean all =
                !(equations || program || java || vector || openCl || certificate)
                        && pass.isEmpty();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        rule.warnings().stream().map(MessageText::of).forEach(err::println);
        if (equations || all) {
            equations(rule, out);
        }
        if (program || pass.isPresent() || all) {
            new PassPrinter(lowered, out).print(pass);
        }
        if (java || all) {
            sources(rule, false, out);
        }
        if (vector || all) {
            sources(rule, true, out);
        }
        if (openCl || all) {
            heading(rule.name() + ".cl", out);
            out.println(OpenClEmitter.emit(rule.compiled()));
        }
        if (certificate || all) {
            heading("cost of a step" + PassPrinter.without(lowered), out);
            Certificate.of(lowered).lines().forEach(out::println);
        }
        return Lab.DONE;
    }

    private void sources(LabRule rule, boolean vectors, PrintWriter out) {
        Map<String, String> wanted = new LinkedHashMap<>(rule.generatedSources());
        wanted.keySet().removeIf(className -> className.endsWith("Vector") != vectors);
        if (vectors && wanted.isEmpty()) {
            String why = noVectors();
            if (vector) {
                throw new UserException(rule.name() + " has no vector loops: " + why);
            }
            heading("no vector loops: " + why, out);
        }
        wanted.forEach(
                (className, source) -> {
                    heading(className + ".java", out);
                    out.println(source);
                });
    }

    private static String noVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? "each of its loops computes exp, log, tanh, a power, a cube root or a remainder,"
                        + " which have no vector form of the same bits"
                : "Java was not started with --add-modules jdk.incubator.vector, as ./lab does";
    }

    private LoweredRule specialization(LabRule rule) {
        List<String> names =
                rule.rule().hyperparameters().stream().map(Hyperparameter::name).toList();
        for (String wanted : absent) {
            if (!names.contains(wanted)) {
                throw new UserException(
                        rule.name()
                                + " has no hyperparameter `"
                                + wanted
                                + "`"
                                + Suggestion.nearest(wanted, names)
                                        .map(near -> "; did you mean `" + near + "`?")
                                        .orElse("; it has " + String.join(", ", names)));
            }
        }
        return rule.compiled().specializations().stream()
                .filter(lowered -> lowered.absent().equals(absent))
                .filter(l -> l.exact().stream().allMatch(rule.compiled()::isDeclaredExact))
                .findFirst()
                .orElseThrow(() -> new UserException(noSpecialization(rule)));
    }

    private String noSpecialization(LabRule rule) {
        Set<String> kinds = new LinkedHashSet<>();
        for (LoweredRule lowered : rule.compiled().specializations()) {
            if (!lowered.absent().isEmpty()) {
                kinds.add(String.join(",", new TreeSet<>(lowered.absent())));
            }
        }
        return rule.name()
                + " is not specialized for "
                + String.join(",", absent)
                + " switched off; it is for "
                + (kinds.isEmpty() ? "nothing" : String.join("; ", kinds));
    }

    private static void equations(LabRule rule, PrintWriter out) {
        heading(rule.name(), out);
        rule.documentation().forEach(paragraph -> out.println(paragraph + System.lineSeparator()));
        rule.equations().forEach(line -> out.println("    " + line));
        out.println();
        for (Hyperparameter hyperparameter : rule.rule().hyperparameters()) {
            out.printf(
                    Locale.ROOT,
                    "    %-14s %-10s %-15s %s%n",
                    hyperparameter.name(),
                    Numbers.plain(hyperparameter.defaultValue()),
                    range(hyperparameter),
                    hyperparameter.role().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + hyperparameter
                                    .mode()
                                    .map(mode -> ", " + mode.name().toLowerCase(Locale.ROOT))
                                    .orElse(""));
        }
        out.println();
    }

    private static String range(Hyperparameter hyperparameter) {
        var range = hyperparameter.range();
        boolean openBelow = range.minExclusive() || Double.isInfinite(range.min());
        boolean openAbove = range.maxExclusive() || Double.isInfinite(range.max());
        return (openBelow ? "(" : "[")
                + bound(range.min())
                + ", "
                + bound(range.max())
                + (openAbove ? ")" : "]");
    }

    private static String bound(double bound) {
        return Double.isInfinite(bound) ? (bound < 0 ? "-∞" : "∞") : Numbers.plain(bound);
    }

    static void heading(String text, PrintWriter out) {
        out.println("== " + text);
    }
}
