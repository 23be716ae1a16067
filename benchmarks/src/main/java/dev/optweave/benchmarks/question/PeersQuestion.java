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
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Ours and every peer over some workloads. */
abstract class PeersQuestion extends JmhQuestion {

    /**
     * Float arrays of the workload's size that fit into each heap: ours, and the largest peer's.
     */
    private static final int ARRAYS = 10;

    /** Tensors of fewer elements on average are also packed: there is something to gain. */
    private static final long SHORT = 1 << 16;

    @Option(
            names = "--rule",
            split = ",",
            paramLabel = "RULE",
            description = "The rules, by our names, or all (default: ${DEFAULT-VALUE}).")
    private List<String> rules = List.of("AdamW");

    @Option(
            names = "--threads",
            split = ",",
            paramLabel = "COUNT",
            description = "How many threads a step may use (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = Choices.oneAndTwoThreads();

    @Option(
            names = "--storage",
            split = ",",
            paramLabel = "STORAGE",
            description =
                    "How our states are stored; ratios are to the first (default: ${DEFAULT-VALUE}).")
    private List<String> storages = List.of("float");

    @Option(
            names = "--peer",
            split = ",",
            paramLabel = "PEER",
            description = "Only these peers, or none (default: all).")
    private List<String> chosen = List.of();

    /** Where an entry's measurement stands among the jobs. */
    private final Map<Entry, Integer> places = new LinkedHashMap<>();

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

    /** What contestants do side by side. */
    private record Match(String rule, Workload workload, int threads) {}

    /** One row; ours has no peer. */
    private record Entry(Match match, Optional<Peer> peer, String variant) {

        String contestant() {
            String name = peer.map(Peer::name).orElse("Optweave");
            boolean plain =
                    peer.map(p -> p.variants().size() == 1 || variant.isEmpty())
                            .orElse(variant.equals("float"));
            return plain ? name : name + ", " + variant;
        }

        Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("rule", match.rule());
            parameters.put("workload", match.workload().name());
            parameters.put("threads", Integer.toString(match.threads()));
            parameters.put("variant", variant);
            return parameters;
        }
    }

    @Override
    protected boolean needsPeers() {
        return entries().stream()
                .filter(PeersQuestion::isKnown)
                .anyMatch(
                        entry -> entry.peer().map(peer -> !peer.module().isEmpty()).orElse(false));
    }

    @Override
    protected List<Job> jobs() throws IOException {
        List<Job> jobs = new ArrayList<>();
        places.clear();
        for (Entry entry : entries()) {
            Optional<Job> job = classPath(entry).map(path -> job(entry, path));
            if (job.isPresent()) {
                places.put(entry, jobs.size());
                jobs.add(job.get());
            }
        }
        return jobs;
    }

    /** With peers that have not been built yet. */
    @Override
    protected double seconds() {
        return seconds(
                entries().stream()
                        .filter(PeersQuestion::isKnown)
                        .map(entry -> job(entry, ""))
                        .toList());
    }

    @Override
    protected Table table(List<Series> measured) {
        List<List<Object>> rows = new ArrayList<>();
        Map<String, Series> ours = new HashMap<>();
        for (Entry entry : entries()) {
            Integer place = places.get(entry);
            Series series = place == null ? notRun(entry) : measured.get(place);
            if (entry.peer().isEmpty()) {
                ours.put(entry.variant(), series);
            }
            rows.add(row(entry, series, ours.getOrDefault(base(entry), Series.failed(""))));
        }
        return new Table(columns(), rows);
    }

    /** Which of our variants an entry is compared with: doubles with doubles. */
    private String base(Entry entry) {
        String like = entry.peer().map(Peer::ours).orElse(entry.variant());
        return like.equals(OurStep.DOUBLE) ? OurStep.DOUBLE : Choices.storages(storages).get(0);
    }

    private static Series notRun(Entry entry) {
        Peer peer = entry.peer().orElseThrow();
        String rule = entry.match().rule();
        if (!isKnown(entry)) {
            return Series.failed(
                    "has no " + rule + ", only " + String.join(", ", new TreeSet<>(peer.rules())));
        }
        String module = "benchmarks/peers/" + peer.module();
        return Series.failed(
                "not built; `mvn -q -Ppeers -pl " + module + " -am package -DskipTests` says why");
    }

    private static List<Column> columns() {
        return List.of(
                Column.of("contestant"),
                Column.of("rule"),
                Column.of("workload"),
                Column.of("threads"),
                new Column("us/step", 2),
                new Column("ns/parameter", 3),
                Column.of("ratio to ours"),
                Column.of("note"));
    }

    private List<Object> row(Entry entry, Series series, Series ours) {
        Match match = entry.match();
        Optional<Double> time = series.ran() ? Optional.of(series.median()) : Optional.empty();
        return List.of(
                entry.contestant(),
                match.rule(),
                match.workload().name(),
                match.threads(),
                time.map(nanoseconds -> nanoseconds / 1000),
                time.map(nanoseconds -> nanoseconds / match.workload().elements()),
                series.ratioTo(ours),
                series.shortfall(rounds()).orElse(entry.peer().map(Peer::note).orElse("")));
    }

    private List<Entry> entries() {
        List<Peer> beside = chosenPeers();
        List<Entry> all = new ArrayList<>();
        for (Match match : matches()) {
            variants(match, beside)
                    .forEach(ours -> all.add(new Entry(match, Optional.empty(), ours)));
            for (Peer peer : beside) {
                boolean runs = peer.rules().contains(match.rule());
                (runs ? peer.variants() : List.of(""))
                        .forEach(v -> all.add(new Entry(match, Optional.of(peer), v)));
            }
        }
        return all;
    }

    /**
     * Ours as they were chosen, packed if tensors are many and small, and over doubles where a peer
     * steps over doubles.
     */
    private Set<String> variants(Match match, List<Peer> beside) {
        Set<String> variants = new LinkedHashSet<>(Choices.storages(storages));
        Workload workload = match.workload();
        int tensors = workload.tensors().size();
        if (tensors > 1 && workload.elements() < SHORT * tensors) {
            variants.add(OurStep.PACKED);
        }
        beside.stream()
                .filter(peer -> peer.rules().contains(match.rule()))
                .map(Peer::ours)
                .filter(OurStep.DOUBLE::equals)
                .forEach(variants::add);
        return variants;
    }

    private List<Match> matches() {
        List<Match> all = new ArrayList<>();
        for (String rule : Choices.rules(rules)) {
            for (String name : workloads()) {
                Workload workload = Choices.workload(name);
                Choices.threads(threads).forEach(n -> all.add(new Match(rule, workload, n)));
            }
        }
        return all;
    }

    private Job job(Entry entry, String classPath) {
        Heap heap = Heap.forArrays(entry.match().workload().elements(), ARRAYS);
        return entry.peer()
                .map(peer -> peer.job(classPath, entry.parameters(), heap))
                .orElseGet(() -> Job.ours(ours(), "step", entry.parameters(), heap));
    }

    /** Empty if the peer does not know the rule, or has not been built. */
    private Optional<String> classPath(Entry entry) throws IOException {
        if (entry.peer().isEmpty()) {
            return Optional.of("");
        }
        return isKnown(entry) ? entry.peer().get().classPath(root()) : Optional.empty();
    }

    private static boolean isKnown(Entry entry) {
        return entry.peer().map(peer -> peer.rules().contains(entry.match().rule())).orElse(true);
    }

    private List<Peer> chosenPeers() {
        List<String> names = peers().stream().map(Peer::name).toList();
        if (chosen.equals(List.of("none"))) {
            return List.of();
        }
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new WrongChoice(
                        "--peer: there is no peer `"
                                + name
                                + "`; allowed: none, "
                                + String.join(", ", names));
            }
        }
        return peers().stream()
                .filter(peer -> chosen.isEmpty() || chosen.contains(peer.name()))
                .toList();
    }
}
