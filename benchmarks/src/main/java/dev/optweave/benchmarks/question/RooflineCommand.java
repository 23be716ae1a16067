package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.bare.BareLoop;
import dev.optweave.benchmarks.bare.Traffic;
import dev.optweave.benchmarks.plain.CStep;
import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Heap;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.run.Timing;
import dev.optweave.benchmarks.step.OurStep;
import dev.optweave.optimizers.StockOptimizers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Each step beside a loop that moves the same streams and computes next to nothing. */
@Command(
        name = "roofline",
        description = {
            "Each rule's step beside a bare loop that moves the same streams.",
            "Without a selection: every rule over 32Mi floats on one thread, and AdamW in every size"
                    + " and storage on one and all threads. With one: AdamW, 16Ki, 1Mi and 32Mi,"
                    + " float, one and all threads, but for what is selected."
        })
public final class RooflineCommand extends JmhQuestion {

    /** From so many elements on, the call of C costs nothing beside its step. */
    private static final int LONG = 4 << 20;

    /** Below so many elements a step's time depends on where its arrays begin modulo 64 bytes. */
    private static final int SHORT = 64 << 10;

    private static final List<String> SIZES = List.of("16Ki", "1Mi", "32Mi");

    @Option(names = "--rule", split = ",", paramLabel = "RULE", description = "Rules, or all.")
    private List<String> rules = List.of();

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "SIZE",
            description = "Elements of the one tensor: multiples of 1024, such as 16Ki or 32Mi.")
    private List<String> sizes = List.of();

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "STORAGE",
            description = "How states are stored: float, bfloat16, float16, int8-block, or all.")
    private List<String> storages = List.of();

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "COUNT",
            description = "How many threads a step may use.")
    private List<Integer> threads = List.of();

    @Option(
            names = "--all",
            description = "Every rule, size and storage on one and all threads: some hours.")
    private boolean all;

    /** What steps, and in which JVM. */
    private enum Form {
        GENERATED(""),
        /** Every array begins at the same place modulo 64 bytes, as C's do. */
        ALIGNED(", aligned"),
        C(" in C");

        private final String suffix;

        Form(String suffix) {
            this.suffix = suffix;
        }
    }

    /** One row. */
    private record Entry(String rule, Form form, String storage, int size, int threads) {

        private String name() {
            return rule + form.suffix;
        }
    }

    /** What a bare loop does: entries that are alike in this are compared with the same one. */
    private record Bare(Traffic traffic, int size, int threads) {}

    /** Where the measurements of an entry and of its bare loop stand among the jobs. */
    private record Place(int step, int bare) {}

    private final Map<Entry, Place> places = new LinkedHashMap<>();

    @Override
    protected Timing timing() {
        return quick ? Timing.QUICK : Timing.BRIEF;
    }

    /**
     * Each step is measured directly before or after its bare loop: step, loop, step, and so on
     * with the next two. A minute later the machine may be another one.
     */
    @Override
    protected List<Job> jobs() {
        Map<Bare, List<Entry>> alike = new LinkedHashMap<>();
        for (Entry entry : entries()) {
            Bare bare = new Bare(traffic(entry), entry.size(), entry.threads());
            alike.computeIfAbsent(bare, key -> new ArrayList<>()).add(entry);
        }
        List<Job> jobs = new ArrayList<>();
        places.clear();
        alike.forEach(
                (bare, entries) -> {
                    for (int i = 0; i < entries.size(); i += 2) {
                        int loop = jobs.size() + 1;
                        places.put(entries.get(i), new Place(jobs.size(), loop));
                        jobs.addAll(List.of(step(entries.get(i)), loop(bare)));
                        if (i + 1 < entries.size()) {
                            places.put(entries.get(i + 1), new Place(jobs.size(), loop));
                            jobs.add(step(entries.get(i + 1)));
                        }
                    }
                });
        return jobs;
    }

    @Override
    protected Table table(List<Series> measured) {
        List<List<Object>> rows = new ArrayList<>();
        for (Entry entry : entries()) {
            Place place = places.get(entry);
            rows.add(row(entry, measured.get(place.step()), measured.get(place.bare())));
        }
        return new Table(columns(), rows);
    }

    private static List<Column> columns() {
        return List.of(
                Column.of("rule"),
                Column.of("storage"),
                Column.of("size"),
                Column.of("threads"),
                new Column("ns/element", 3),
                new Column("GB/s", 1),
                new Column("bare loop's GB/s", 1),
                Column.of("share"),
                Column.of("note"));
    }

    private List<Object> row(Entry entry, Series step, Series bare) {
        double bytes = traffic(entry).bytes();
        Optional<Double> time = perElement(entry, step);
        return List.of(
                entry.name(),
                entry.storage(),
                Choices.show(entry.size()),
                entry.threads(),
                time,
                time.map(nanoseconds -> bytes / nanoseconds),
                perElement(entry, bare).map(nanoseconds -> bytes / nanoseconds),
                bare.ratioTo(step),
                step.shortfall(rounds()).or(() -> bare.shortfall(rounds())).orElse(""));
    }

    private static Optional<Double> perElement(Entry entry, Series series) {
        return series.ran() ? Optional.of(series.median() / entry.size()) : Optional.empty();
    }

    private static Traffic traffic(Entry entry) {
        return Traffic.of(entry.rule(), entry.storage());
    }

    private static Job step(Entry entry) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("rule", entry.rule());
        parameters.put("workload", "1x" + entry.size());
        parameters.put("threads", Integer.toString(entry.threads()));
        parameters.put("variant", entry.storage());
        // Values, gradient and states; six are enough for every stock rule.
        Heap heap = Heap.forArrays(entry.size(), 6);
        Job generated = Job.ours(OurStep.class, "step", parameters, heap);
        return switch (entry.form()) {
            case GENERATED -> generated;
            case ALIGNED -> generated.flags(List.of("-XX:ObjectAlignmentInBytes=64"));
            case C ->
                    Job.ours(CStep.class, entry.size() < LONG ? "steps" : "step", parameters, heap);
        };
    }

    private static Job loop(Bare bare) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("streams", bare.traffic().toString());
        parameters.put("size", Integer.toString(bare.size()));
        int arrays = 2 + bare.traffic().heldByAll() / Float.BYTES;
        return Job.ours(BareLoop.class, "move", parameters, Heap.forArrays(bare.size(), arrays))
                .callers(bare.threads());
    }

    private Set<Entry> entries() {
        int most = Runtime.getRuntime().availableProcessors();
        List<Integer> oneAndAll = most == 1 ? List.of(1) : List.of(1, most);
        boolean selected =
                !(rules.isEmpty() && sizes.isEmpty() && storages.isEmpty() && threads.isEmpty());
        Set<Entry> entries = new LinkedHashSet<>();
        if (all) {
            entries.addAll(
                    product(
                            StockOptimizers.names(),
                            SIZES,
                            Choices.storages(List.of("all")),
                            oneAndAll));
        } else if (!selected && !quick) {
            entries.addAll(
                    product(List.of("AdamW"), SIZES, Choices.storages(List.of("all")), oneAndAll));
            entries.addAll(
                    product(
                            StockOptimizers.names(),
                            List.of("32Mi"),
                            List.of("float"),
                            List.of(1)));
        } else {
            entries.addAll(
                    product(
                            rules.isEmpty() ? List.of("AdamW") : Choices.rules(rules),
                            chosen("--size", sizes.isEmpty() ? SIZES : sizes, List.of("16Ki")),
                            chosen(
                                    "--storage",
                                    storages.isEmpty()
                                            ? List.of("float")
                                            : Choices.storages(storages),
                                    List.of("float", "bfloat16")),
                            chosen(
                                    "--threads",
                                    threads.isEmpty() ? oneAndAll : Choices.threads(threads),
                                    List.of(1))));
        }
        return entries;
    }

    /**
     * AdamW on floats comes with its twin in C and, where arrays are so short that the collector
     * places them anywhere, with arrays placed as C's are.
     */
    private static Set<Entry> product(
            List<String> rules, List<String> sizes, List<String> storages, List<Integer> threads) {
        Set<Entry> entries = new LinkedHashSet<>();
        for (String rule : rules) {
            for (int size : Choices.sizes(sizes)) {
                for (String storage : storages) {
                    if (!storage.equals("float") && !Traffic.hasStates(rule)) {
                        continue;
                    }
                    for (int count : threads) {
                        for (Form form : forms(rule, size, storage)) {
                            entries.add(new Entry(rule, form, storage, size, count));
                        }
                    }
                }
            }
        }
        return entries;
    }

    private static List<Form> forms(String rule, int size, String storage) {
        if (!rule.equals("AdamW") || !storage.equals("float")) {
            return List.of(Form.GENERATED);
        }
        return size < SHORT
                ? List.of(Form.GENERATED, Form.ALIGNED, Form.C)
                : List.of(Form.GENERATED, Form.C);
    }
}
