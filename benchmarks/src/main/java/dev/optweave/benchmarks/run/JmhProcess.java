package dev.optweave.benchmarks.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs JMH in a process of its own.
 *
 * @param folder where the process's output is kept until the next one, for reading after a failure
 * @param timing how long to measure
 */
public record JmhProcess(Path folder, Timing timing) {

    private static final long MINUTES = 10;

    /**
     * Measures.
     *
     * @return the median of the iterations, or why there is none
     * @throws IOException if no process can be started or no file be written
     */
    public Outcome run(Job job) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path json = folder.resolve("jmh.json");
        Path log = folder.resolve("jmh.log");
        Files.deleteIfExists(json);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(job.command(timing, json.toFile()));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()));
        // How libtorch and how malloc ask for huge pages, as the JVM does for its heap.
        builder.environment().put("THP_MEM_ALLOC_ENABLE", "1");
        builder.environment().put("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                return new Outcome.Failed("was not done after " + MINUTES + " minutes");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || Files.notExists(json) || isEmpty(json)) {
            return new Outcome.Failed(JmhResult.reason(lines(log)));
        }
        return new Outcome.Measured(JmhResult.nanoseconds(json.toFile()));
    }

    /** JMH writes an empty list if the benchmark failed. */
    private static boolean isEmpty(Path json) throws IOException {
        return Files.readString(json).replaceAll("[\\[\\]\\s]", "").isEmpty();
    }

    private static File nothing() {
        return new File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private static List<String> lines(Path log) throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).lines().toList();
    }
}
