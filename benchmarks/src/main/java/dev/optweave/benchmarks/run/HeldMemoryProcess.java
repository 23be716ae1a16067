package dev.optweave.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a program that prints {@code held STATES HEAP} in a process of its own. */
public final class HeldMemoryProcess {

    private HeldMemoryProcess() {}

    /**
     * What is held.
     *
     * @param states bytes of the states
     * @param heap bytes in use on the heap
     */
    public record Held(long states, long heap) {}

    /**
     * Runs the program.
     *
     * @return empty if it did not print its line, as when memory was exhausted
     * @throws IOException if it cannot be started
     */
    public static Optional<Held> run(Class<?> program, Heap heap, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(heap.flags());
        // Objects lie one behind the other: none is rounded up to a region.
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return parse(printed);
    }

    static Optional<Held> parse(String printed) {
        return printed.lines()
                .filter(line -> line.startsWith("held "))
                .map(line -> line.split(" "))
                .map(words -> new Held(Long.parseLong(words[1]), Long.parseLong(words[2])))
                .findFirst();
    }
}
