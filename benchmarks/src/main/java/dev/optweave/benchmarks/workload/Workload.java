package dev.optweave.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tensors to step over. Values and gradients are random, the same for each name of a workload in
 * every process.
 *
 * @param name what {@link #of} takes
 * @param tensors at least one
 */
public record Workload(String name, List<TensorShape> tensors) {

    private static final Map<String, Supplier<List<TensorShape>>> NETWORKS =
            new TreeMap<>(
                    Map.of(
                            "gpt2-small", Networks::gpt2Small,
                            "bert-base", Networks::bertBase,
                            "resnet50", Networks::resnet50));

    private static final Pattern UNIFORM = Pattern.compile("(\\d{1,6})x(\\d{1,10})");

    public Workload {
        tensors = List.copyOf(tensors);
    }

    /** The networks whose tensors are known, sorted. */
    public static List<String> networks() {
        return List.copyOf(NETWORKS.keySet());
    }

    /**
     * The workload of a name: a network's, or {@code 1000x1024} for 1,000 tensors of 1,024 elements
     * each.
     *
     * @throws IllegalArgumentException if there is none; the message says what is allowed
     */
    public static Workload of(String name) {
        Supplier<List<TensorShape>> network = NETWORKS.get(name);
        if (network != null) {
            return new Workload(name, network.get());
        }
        Matcher uniform = UNIFORM.matcher(name);
        if (!uniform.matches()) {
            throw new IllegalArgumentException(
                    "there is no workload `"
                            + name
                            + "`; allowed: "
                            + String.join(", ", NETWORKS.keySet())
                            + ", or TENSORSxELEMENTS such as 1000x1024");
        }
        long count = Long.parseLong(uniform.group(1));
        long length = Long.parseLong(uniform.group(2));
        if (count < 1 || length < 1 || length > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "workload `"
                            + name
                            + "`: allowed are 1 to 999999 tensors of 1 to 2147483639 elements");
        }
        List<TensorShape> tensors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tensors.add(TensorShape.of("w" + i, (int) length));
        }
        return new Workload(name, tensors);
    }

    /** How many elements all tensors have together. */
    public long elements() {
        return tensors.stream().mapToLong(TensorShape::length).sum();
    }

    /**
     * This workload if it has no more elements than that; otherwise one with as many tensors, of
     * which those that are longer than a common length are cut to it.
     *
     * @param limit how many elements are wanted at most; there are more only if there are more
     *     tensors
     */
    public Workload cutTo(long limit) {
        if (elements() <= limit) {
            return this;
        }
        int low = 1;
        int high = tensors.stream().mapToInt(TensorShape::length).max().orElseThrow();
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (elementsCutTo(middle) <= limit) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        int most = low;
        List<TensorShape> cut =
                tensors.stream()
                        .map(t -> t.length() <= most ? t : TensorShape.of(t.name(), most))
                        .toList();
        return new Workload(name + ", cut to " + limit, cut);
    }

    private long elementsCutTo(int most) {
        return tensors.stream().mapToLong(tensor -> Math.min(most, tensor.length())).sum();
    }

    /**
     * New values of a tensor's elements, in [-0.5, 0.5).
     *
     * @param tensor its place in the list
     */
    public float[] values(int tensor) {
        return random(tensor, 0, 1f);
    }

    /**
     * A new gradient of a tensor, in [-0.005, 0.005).
     *
     * @param tensor its place in the list
     */
    public float[] gradient(int tensor) {
        return random(tensor, 1, 1e-2f);
    }

    /** SplitMix64 of tensor, kind and element (Steele, Lea and Flood, 2014). */
    private float[] random(int tensor, int kind, float scale) {
        float[] values = new float[tensors.get(tensor).length()];
        long state = (tensor * 2L + kind + 1) * 0xd1342543de82ef95L;
        for (int i = 0; i < values.length; i++) {
            state += 0x9e3779b97f4a7c15L;
            long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            values[i] = (((z ^ (z >>> 31)) >>> 40) * 0x1p-24f - 0.5f) * scale;
        }
        return values;
    }
}
