package dev.optweave.benchmarks.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** Reads what JMH writes. */
final class JmhResult {

    private static final List<String> NOISE = List.of("java.lang.", "java.util.concurrent.");

    private JmhResult() {}

    /**
     * The average time in the JSON file of one benchmark.
     *
     * @throws IOException if the file does not hold exactly one benchmark, or no time in
     *     nanoseconds
     */
    static double nanoseconds(File json) throws IOException {
        JsonNode results = new ObjectMapper().readTree(json);
        if (results.size() != 1) {
            throw new IOException(
                    json + " holds " + results.size() + " results, where one was expected");
        }
        JsonNode metric = results.get(0).path("primaryMetric");
        if (!metric.path("scoreUnit").asText().equals("ns/op")) {
            throw new IOException(
                    json + ": the unit is " + metric.path("scoreUnit") + ", not \"ns/op\"");
        }
        return median(metric.path("rawData"));
    }

    /** The median of the iterations: one that the machine disturbed does not count. */
    private static double median(JsonNode rawData) throws IOException {
        double[] times =
                java.util.stream.StreamSupport.stream(rawData.spliterator(), false)
                        .flatMap(
                                fork ->
                                        java.util.stream.StreamSupport.stream(
                                                fork.spliterator(), false))
                        .mapToDouble(JsonNode::asDouble)
                        .toArray();
        if (times.length == 0) {
            throw new IOException("JMH's result holds no iteration");
        }
        return Series.median(times);
    }

    /** Why a benchmark gave no result, from what JMH printed: the exception's message. */
    static String reason(List<String> output) {
        int failure = output.indexOf("<failure>");
        List<String> after = failure < 0 ? List.of() : output.subList(failure + 1, output.size());
        String last = "";
        for (String line : after) {
            if (line.startsWith("Caused by: ") || (last.isEmpty() && !line.isBlank())) {
                last = line.replace("Caused by: ", "");
            }
        }
        if (last.isEmpty()) {
            last =
                    output.stream()
                            .filter(line -> line.contains("ERROR") || line.contains("Error"))
                            .findFirst()
                            .orElseGet(() -> output.isEmpty() ? "" : output.get(output.size() - 1));
        }
        return withoutType(last.strip());
    }

    private static String withoutType(String line) {
        int colon = line.indexOf(": ");
        boolean typed = NOISE.stream().anyMatch(line::startsWith) && colon > 0;
        return typed && !line.contains("Error: ") ? line.substring(colon + 2) : line;
    }
}
