package dev.optweave.lab;

import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.replay.Deviation;
import dev.optweave.lab.replay.Replay;
import dev.optweave.lab.replay.Trace;
import dev.optweave.lab.replay.TraceReader;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.lab.rule.RuleLibrary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Replays recorded gradients and compares the parameters after each step with the recorded"
                    + " ones.",
            "The error of a tensor at a step is the largest |actual - expected| divided by the largest"
                    + " |expected|, or the difference itself where all expected values are 0."
        })
final class ReplayCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = {
                "JSON: {\"traces\": [{\"name\", \"rule\", \"set\": {hyperparameter: number},"
                        + " \"shapes\", \"initial\", \"gradients\", \"expected\", \"tolerance\"}]}."
            })
    private Path file;

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "A stock rule or a Java file to use in place of the traces' own rules.")
    private Optional<String> ruleOption = Optional.empty();

    @Option(
            names = "--dtype",
            defaultValue = "float64",
            converter = Converters.ToPrecision.class,
            description =
                    "float32 or float64 (default). In float32 a tolerance below 2e-5 is raised to"
                            + " that.")
    private Precision precision;

    @Option(
            names = "--backend",
            defaultValue = "java",
            converter = Converters.ToReplayBackend.class,
            description = "java (default), vector, opencl or interpreter.")
    private Backend backend;

    @Option(
            names = "--threads",
            defaultValue = "1",
            description = "Threads a step in Java may use (default 1).")
    private int threads;

    private final RuleLibrary library = RuleLibrary.ofProject();
    private final Map<String, LabRule> rules = new HashMap<>();

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new UserException("--threads is " + threads + "; allowed: 1 and above");
        }
        List<Trace> traces = TraceReader.read(file);
        traces.forEach(this::rule);
        Replay replay = new Replay(new Execution(backend, threads), precision);
        PrintWriter out = spec.commandLine().getOut();
        int width = traces.stream().mapToInt(trace -> trace.name().length()).max().orElse(0);
        int ruleWidth = traces.stream().mapToInt(t -> rule(t).name().length()).max().orElse(0);
        String layout =
                "%s  %-"
                        + Math.max(1, width)
                        + "s  %-"
                        + Math.max(1, ruleWidth)
                        + "s  largest error %.2e %s, tolerance %s";
        int passed = 0;
        for (Trace trace : traces) {
            Deviation deviation = play(replay, trace);
            double tolerance = replay.tolerance(trace);
            boolean within = deviation.within(tolerance);
            passed += within ? 1 : 0;
            out.println(line(layout, trace, deviation, tolerance));
        }
        out.println(passed + " passed, " + (traces.size() - passed) + " failed");
        return passed == traces.size() ? Lab.DONE : Lab.FAILED;
    }

    private Deviation play(Replay replay, Trace trace) {
        try {
            return replay.play(trace, rule(trace));
        } catch (UserException e) {
            throw new UserException(file + ": trace `" + trace.name() + "`: " + e.getMessage(), e);
        }
    }

    private LabRule rule(Trace trace) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        String name =
                ruleOption
                        .or(trace::rule)
                        .orElseThrow(
                                () ->
                                        new UserException(
                                                file
                                                        + ": trace `"
                                                        + trace.name()
                                                        + "` has no `rule`; name one with --rule"));
        Path base = ruleOption.isPresent() ? Path.of("") : folder;
        return rules.computeIfAbsent(name, wanted -> library.find(wanted, base));
    }

    private String line(String layout, Trace trace, Deviation deviation, double tolerance) {
        String where =
                deviation.step() == 0
                        ? "no steps"
                        : "at step " + deviation.step() + ", tensor " + (deviation.tensor() + 1);
        return String.format(
                Locale.ROOT,
                layout,
                deviation.within(tolerance) ? "pass" : "FAIL",
                trace.name(),
                rule(trace).name(),
                deviation.error(),
                where,
                Numbers.plain(tolerance));
    }
}
