package dev.optweave.benchmarks.run;

import java.util.ArrayList;
import java.util.List;

/**
 * The flags of a JVM that measures: a heap that never grows, huge pages where the system gives them
 * on request, the module of vectors.
 *
 * @param mebibytes the size of the heap
 */
public record Heap(long mebibytes) {

    private static final long REST = 512;
    private static final double START_SECONDS = 1.0;
    private static final double FILL_SECONDS = 0.0005; // of each mebibyte

    /** Room for float arrays of so many elements, and half a gibibyte for the rest. */
    public static Heap forArrays(long elements, int arrays) {
        long bytes = elements * Float.BYTES * arrays;
        return new Heap(REST + (bytes + bytes / 8) / (1 << 20));
    }

    /** About how many seconds two JVMs take to start, and to fill such a heap in one of them. */
    public double start() {
        return START_SECONDS + FILL_SECONDS * (mebibytes - REST);
    }

    /** The flags. */
    public List<String> flags() {
        List<String> flags = new ArrayList<>();
        flags.addAll(List.of("-Xms" + mebibytes + "m", "-Xmx" + mebibytes + "m"));
        flags.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        flags.add("--enable-native-access=ALL-UNNAMED");
        if (System.getProperty("os.name").equals("Linux")) {
            flags.add("-XX:+UseTransparentHugePages");
        }
        return flags;
    }
}
