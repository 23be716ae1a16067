package dev.optweave.benchmarks.compile;

import dev.optweave.benchmarks.run.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A process from its start to its end.
 *
 * @param seconds how long it took, seen from outside
 * @param output what it printed
 */
record ColdProcess(double seconds, String output) {

    private static final double NANOSECONDS = 1e9;

    /**
     * Runs a command, unless the program is being ended.
     *
     * @throws IllegalStateException if it fails; the message holds what it printed
     */
    static ColdProcess run(List<String> command, Ending ending)
            throws IOException, InterruptedException {
        ending.check();
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output;
        try (var stream = process.getInputStream()) {
            output = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        int code = process.waitFor();
        double seconds = (System.nanoTime() - start) / NANOSECONDS;
        if (code != 0) {
            throw new IllegalStateException(
                    String.join(" ", command.subList(0, 1)) + " failed (" + code + "): " + output);
        }
        return new ColdProcess(seconds, output);
    }
}
