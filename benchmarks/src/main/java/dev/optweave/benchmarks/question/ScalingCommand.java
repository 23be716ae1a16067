package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Plot;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Ending;
import dev.optweave.benchmarks.run.Heap;
import dev.optweave.benchmarks.run.HeldMemoryProcess;
import dev.optweave.benchmarks.run.HeldMemoryProcess.Held;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.step.HeldMemory;
import dev.optweave.benchmarks.step.OurStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Time and memory over sizes. */
@Command(
        name = "scaling",
        description = {
            "Time and memory of a step from 1Ki to 256Mi elements, and a plot beside the table.",
            "Beyond the cache the line is straight: each size takes as long an element as their median."
        })
public final class ScalingCommand extends JmhQuestion {

    /** From here on no cache holds much of the arrays: AdamW's take 256 MiB. */
    private static final int BEYOND_CACHE = 16 << 20;

    private static final String TITLE = "Time of a step";

    @Option(
            names = "--rule",
            paramLabel = "RULE",
            description = "The rule (default: ${DEFAULT-VALUE}).")
    private String rule = "AdamW";

    @Option(
            names = "--storage",
            paramLabel = "STORAGE",
            description = "How states are stored (default: ${DEFAULT-VALUE}).")
    private String storage = "float";

    @Option(
            names = "--threads",
            paramLabel = "COUNT",
            description = "How many threads a step may use (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "SIZE",
            description = "Elements (default: ${DEFAULT-VALUE}).")
    private List<String> sizes =
            List.of(
                    "1Ki", "4Ki", "16Ki", "64Ki", "256Ki", "1Mi", "4Mi", "16Mi", "32Mi", "64Mi",
                    "128Mi", "256Mi");

    /** What is held at each size, in their order. */
    private final List<Optional<Held>> memory = new ArrayList<>();

    private List<Integer> chosen() {
        return Choices.sizes(chosen("--size", sizes, List.of("1Ki", "16Ki")));
    }

    @Override
    protected List<Job> jobs() {
        Choices.rules(List.of(rule));
        Choices.storages(List.of(storage));
        Choices.threads(List.of(threads));
        return chosen().stream().map(this::job).toList();
    }

    @Override
    protected void prepare(Ending ending) throws IOException, InterruptedException {
        for (int size : chosen()) {
            List<String> arguments = List.copyOf(parameters(size).values());
            ending.check();
            Optional<Held> held = HeldMemoryProcess.run(HeldMemory.class, heap(size), arguments);
            if (held.isEmpty()) {
                ending.settle();
            }
            holds(held);
        }
    }

    /** Takes down what is held at the next size; empty if that could not be found out. */
    final void holds(Optional<Held> held) {
        memory.add(held);
    }

    @Override
    protected double seconds() throws IOException {
        return super.seconds() + chosen().stream().mapToDouble(s -> heap(s).start()).sum();
    }

    @Override
    protected Table table(List<Series> measured) {
        double median = medianBeyondCache(chosen(), measured);
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            rows.add(row(chosen().get(i), measured.get(i), memory.get(i), median));
        }
        return new Table(columns(), rows);
    }

    @Override
    protected void conclude(List<Series> measured) {
        double median = medianBeyondCache(chosen(), measured);
        straightness(chosen(), measured, median).ifPresent(this::say);
    }

    /** Named like the table that it stands below. */
    private Path plot() {
        return results().resolve(name() + ".svg");
    }

    /** How far the sizes beyond the cache are from their median. */
    static Optional<String> straightness(List<Integer> sizes, List<Series> times, double median) {
        List<Double> shares = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) >= BEYOND_CACHE) {
                perElement(sizes.get(i), times.get(i)).ifPresent(t -> shares.add(t / median));
            }
        }
        return shares.size() < 2
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "from %s on an element takes %.2f to %.2f of the median",
                                Choices.show(BEYOND_CACHE),
                                Collections.min(shares),
                                Collections.max(shares)));
    }

    private Job job(int size) {
        return Job.ours(OurStep.class, "step", parameters(size), heap(size));
    }

    private static Heap heap(int size) {
        return Heap.forArrays(size, 6);
    }

    private Map<String, String> parameters(int size) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("rule", rule);
        parameters.put("workload", "1x" + size);
        parameters.put("threads", Integer.toString(threads));
        parameters.put("variant", storage);
        return parameters;
    }

    private static List<Column> columns() {
        return List.of(
                Column.of("size"),
                new Column("us/step", 2),
                new Column("ns/element", 3),
                new Column("of the median beyond the cache", 2),
                new Column("state bytes/element", 3),
                new Column("heap bytes/element", 3),
                Column.of("note"));
    }

    private List<Object> row(int size, Series time, Optional<Held> memory, double median) {
        Optional<Double> perElement = perElement(size, time);
        return List.of(
                Choices.show(size),
                perElement.map(nanoseconds -> nanoseconds * size / 1000),
                perElement,
                size < BEYOND_CACHE || Double.isNaN(median)
                        ? Optional.empty()
                        : perElement.map(nanoseconds -> nanoseconds / median),
                memory.map(held -> (double) held.states() / size),
                memory.map(held -> (double) held.heap() / size),
                time.shortfall(rounds()).orElse(""));
    }

    private static Optional<Double> perElement(int size, Series time) {
        return time.ran() ? Optional.of(time.median() / size) : Optional.empty();
    }

    /** NaN if no size is beyond the cache. */
    static double medianBeyondCache(List<Integer> sizes, List<Series> times) {
        List<Double> beyond = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            if (sizes.get(i) >= BEYOND_CACHE) {
                perElement(sizes.get(i), times.get(i)).ifPresent(beyond::add);
            }
        }
        return beyond.isEmpty()
                ? Double.NaN
                : Series.median(beyond.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    protected Optional<String> draw(List<Series> times) throws IOException {
        Files.deleteIfExists(plot()); // it would be of another table
        List<Integer> sizes = chosen();
        List<Double> across = new ArrayList<>();
        List<Double> up = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            if (times.get(i).ran()) {
                across.add((double) sizes.get(i));
                up.add(times.get(i).median() / 1000);
            }
        }
        if (across.isEmpty()) {
            return Optional.empty();
        }
        String name =
                rule + ", " + storage + ", " + threads + (threads == 1 ? " thread" : " threads");
        new Plot(TITLE, "elements", "microseconds", List.of(new Plot.Curve(name, across, up)))
                .write(plot());
        say("plot in " + root().relativize(plot()));
        return Optional.of("![" + TITLE + " over elements](" + plot().getFileName() + ")");
    }
}
