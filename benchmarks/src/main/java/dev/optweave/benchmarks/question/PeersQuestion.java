package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Heap;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Peer;
import dev.optweave.benchmarks.run.Peers;
import dev.optweave.benchmarks.run.Series;
import dev.optweave.benchmarks.step.OurStep;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.optimizers.StockOptimizers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Ours and every peer over some workloads. */
abstract class PeersQuestion extends Question {

    private static final int ARRAYS = 10;

    @Option(
            names = "--rule",
            split = ",",
            paramLabel = "RULE",
            description = "The rules, by our names (default: ${DEFAULT-VALUE}).")
    private List<String> rules = List.of("AdamW");

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "COUNT",
            description = "How many threads a step may use (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of(1, 2);

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "STORAGE",
            description = "How our states are stored (default: ${DEFAULT-VALUE}).")
    private List<String> storages = List.of("float");

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "PEER",
            description = "Only these peers (default: all).")
    private List<String> chosen = List.of();

    /** The tensors, as {@link Workload#of} takes them. */
    protected abstract List<String> workloads();

    /** Who is measured beside ours. */
    protected List<Peer> peers() {
        return Peers.ALL;
    }

    /** What ours is. */
    protected Class<? extends StepBenchmark> ours() {
        return OurStep.class;
    }

    /** One row: who does what. */
    private record Entry(
            String contestant,
            String rule,
            Workload workload,
            int threads,
            Optional<Peer> peer,
            String variant) {

        Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("rule", rule);
            parameters.put("workload", workload.name());
            parameters.put("threads", Integer.toString(threads));
            parameters.put("variant", variant);
            return parameters;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Entry> entries = entries();
        List<Job> jobs = new ArrayList<>();
        Map<Entry, Integer> places = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Optional<Job> job = job(entry);
            if (job.isPresent()) {
                places.put(entry, jobs.size());
                jobs.add(job.get());
            }
        }
        List<Series> measured = measure(jobs);
        List<List<Object>> rows = new ArrayList<>();
        Series ours = Series.failed("");
        for (Entry entry : entries) {
            Integer place = places.get(entry);
            Series series = place == null ? notBuilt(entry) : measured.get(place);
            if (entry.peer().isEmpty() && entry.variant().equals(storages.get(0))) {
                ours = series;
            }
            rows.add(row(entry, series, ours));
        }
        report(new Table(columns(), rows));
        return 0;
    }

    private static Series notBuilt(Entry entry) {
        return Series.failed(
                "not built: benchmarks/peers/"
                        + entry.peer().orElseThrow().module()
                        + "; `mvn -Ppeers package` says why");
    }

    private static List<Column> columns() {
        return List.of(
                Column.of("contestant"),
                Column.of("rule"),
                Column.of("workload"),
                Column.of("threads"),
                new Column("ns/parameter", 3),
                Column.of("ratio to ours"),
                Column.of("note"));
    }

    private static List<Object> row(Entry entry, Series series, Series ours) {
        Optional<Double> time =
                series.ran()
                        ? Optional.of(series.median() / entry.workload().elements())
                        : Optional.empty();
        return List.of(
                entry.contestant(),
                entry.rule(),
                entry.workload().name(),
                entry.threads(),
                time,
                series.ratioTo(ours),
                series.failure().orElse(""));
    }

    private List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (String rule : known(rules)) {
            for (String name : workloads()) {
                Workload workload = workload(name);
                for (int count : threads) {
                    for (String storage : storages) {
                        String label =
                                storage.equals("float") ? "Optweave" : "Optweave, " + storage;
                        all.add(new Entry(label, rule, workload, count, Optional.empty(), storage));
                    }
                    for (Peer peer : chosenPeers()) {
                        for (String variant :
                                peer.rules().contains(rule) ? peer.variants() : List.<String>of()) {
                            String label =
                                    peer.name()
                                            + (peer.variants().size() > 1 ? ", " + variant : "");
                            all.add(
                                    new Entry(
                                            label,
                                            rule,
                                            workload,
                                            count,
                                            Optional.of(peer),
                                            variant));
                        }
                    }
                }
            }
        }
        return all;
    }

    private Optional<Job> job(Entry entry) throws IOException {
        Heap heap = Heap.forArrays(entry.workload().elements(), ARRAYS);
        if (entry.peer().isEmpty()) {
            return Optional.of(Job.ours(ours(), "step", entry.parameters(), heap));
        }
        Peer peer = entry.peer().get();
        return peer.classPath(root()).map(path -> peer.job(path, entry.parameters(), heap));
    }

    private Workload workload(String name) {
        try {
            return Workload.of(name);
        } catch (IllegalArgumentException e) {
            throw mistake("--workload: " + e.getMessage());
        }
    }

    private List<String> known(List<String> names) {
        for (String name : names) {
            try {
                StockOptimizers.builder(name);
            } catch (IllegalArgumentException e) {
                throw mistake("--rule: " + e.getMessage());
            }
        }
        for (String storage : storages) {
            if (!OurStep.variants().contains(storage)) {
                throw mistake(
                        "--storage: there is no storage `"
                                + storage
                                + "`; allowed: "
                                + String.join(", ", OurStep.variants()));
            }
        }
        return names;
    }

    private List<Peer> chosenPeers() {
        List<String> names = peers().stream().map(Peer::name).toList();
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw mistake(
                        "--peer: there is no peer `"
                                + name
                                + "`; allowed: "
                                + String.join(", ", names));
            }
        }
        return peers().stream()
                .filter(peer -> chosen.isEmpty() || chosen.contains(peer.name()))
                .toList();
    }
}
