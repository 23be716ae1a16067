package dev.optweave.benchmarks.run;

import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One benchmark with one value of each parameter, in a JVM of its own.
 *
 * @param benchmark the full name of the JMH method
 * @param parameters JMH's parameters
 * @param classPath of the JVM
 * @param jvmFlags its flags, the heap's among them
 * @param callers how many threads call the method at once
 * @param start about how many seconds pass before the first iteration
 */
public record Job(
        String benchmark,
        Map<String, String> parameters,
        String classPath,
        List<String> jvmFlags,
        int callers,
        double start) {

    public Job {
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        jvmFlags = List.copyOf(jvmFlags);
    }

    /** A job for a benchmark of ours, on this program's class path. */
    public static Job ours(
            Class<?> type, String method, Map<String, String> parameters, Heap heap) {
        return new Job(
                type.getName() + "." + method,
                parameters,
                System.getProperty("java.class.path"),
                heap.flags(),
                1,
                heap.start());
    }

    /** The same, called by several threads at once. */
    public Job callers(int count) {
        return new Job(benchmark, parameters, classPath, jvmFlags, count, start);
    }

    /** The same, with more flags. */
    public Job flags(List<String> more) {
        List<String> all = new ArrayList<>(jvmFlags);
        all.addAll(more);
        return new Job(benchmark, parameters, classPath, all, callers, start);
    }

    /** The arguments of {@code java}. */
    List<String> command(Timing timing, File result) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djmh.ignoreLock=true"));
        command.addAll(List.of("-cp", classPath, "org.openjdk.jmh.Main"));
        command.add("^" + benchmark.replace(".", "\\.") + "$");
        parameters.forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        command.addAll(List.of("-f", "1", "-t", Integer.toString(callers), "-foe", "false"));
        command.addAll(timing.arguments());
        command.addAll(List.of("-jvmArgs", String.join(" ", jvmFlags)));
        command.addAll(List.of("-rf", "json", "-rff", result.getPath()));
        return command;
    }
}
