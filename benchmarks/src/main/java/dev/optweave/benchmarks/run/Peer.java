package dev.optweave.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A library that is measured beside ours.
 *
 * @param name as tables show it
 * @param module its folder below {@code benchmarks/peers}; empty if it is part of this module
 * @param benchmark the full name of its class, a {@code StepBenchmark}
 * @param variants its ways to step; each becomes a row
 * @param rules the rules it knows, by our names
 * @param jvmFlags more flags for its JVM
 * @param ours the variant of our step that it is compared with
 * @param note what a step calls, for the table
 */
public record Peer(
        String name,
        String module,
        String benchmark,
        List<String> variants,
        Set<String> rules,
        List<String> jvmFlags,
        String ours,
        String note) {

    public Peer {
        variants = List.copyOf(variants);
        rules = Set.copyOf(rules);
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** A peer that steps over floats. */
    public Peer(
            String name,
            String module,
            String benchmark,
            List<String> variants,
            Set<String> rules,
            List<String> jvmFlags) {
        this(name, module, benchmark, variants, rules, jvmFlags, "float", "");
    }

    /**
     * The class path it runs with; empty if its module has not been built.
     *
     * @param root the folder of the project
     */
    public Optional<String> classPath(Path root) throws IOException {
        if (module.isEmpty()) {
            return Optional.of(System.getProperty("java.class.path"));
        }
        Path folder = root.resolve("benchmarks/peers").resolve(module).resolve("target");
        Path file = folder.resolve("classpath.txt");
        Path classes = folder.resolve("classes");
        if (Files.notExists(file) || Files.notExists(classes.resolve("META-INF/BenchmarkList"))) {
            return Optional.empty();
        }
        return Optional.of(classes + java.io.File.pathSeparator + Files.readString(file).strip());
    }

    /** Natives to unpack and to load, and three steps beside ours. */
    private static final double CHECK_SECONDS = 0.5;

    /**
     * The job of a step.
     *
     * @param classPath of {@link #classPath}
     * @param parameters of {@code StepBenchmark}: rule, workload, threads and variant
     */
    public Job job(String classPath, Map<String, String> parameters, Heap heap) {
        double start = heap.start() + CHECK_SECONDS;
        return new Job(benchmark + ".step", parameters, classPath, heap.flags(), 1, start)
                .flags(jvmFlags);
    }
}
