package dev.optweave.runtime;

import dev.optweave.runtime.internal.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The tensors that an optimizer trains, in a fixed order, under unique names. */
public class Parameters implements Iterable<Tensor> {

    private final List<Tensor> tensors;

    private Parameters(List<Tensor> tensors) {
        this.tensors = tensors;
    }

    /** For parameters that lie elsewhere too, such as on a device: the same tensors. */
    protected Parameters(Parameters host) {
        this.tensors = host.tensors;
    }

    /**
     * Collects tensors. The order counts: sums over all tensors and saved states follow it.
     *
     * <p>A tensor without a name is called {@code tensor0}, {@code tensor1}, … by its place.
     *
     * @throws IllegalArgumentException if two tensors have the same name or share an array
     */
    public static Parameters of(List<Tensor> tensors) {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < tensors.size(); i++) {
            int place = i + 1;
            Tensor tensor =
                    Objects.requireNonNull(tensors.get(i), () -> "tensor " + place + " is null");
            if (!tensor.name().isEmpty() && !names.add(tensor.name())) {
                throw new IllegalArgumentException(
                        "two tensors are called `" + tensor.name() + "`; names must be unique");
            }
        }
        List<Tensor> named = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            named.add(
                    tensor.name().isEmpty()
                            ? tensor.named(freeName("tensor" + named.size(), names))
                            : tensor);
        }
        checkArrays(named);
        return new Parameters(List.copyOf(named));
    }

    /**
     * Collects tensors, as {@link #of(List)} does.
     *
     * @throws IllegalArgumentException if two tensors have the same name or share an array
     */
    public static Parameters of(Tensor... tensors) {
        return of(Arrays.asList(tensors));
    }

    /** The tensors, in order. */
    public final List<Tensor> tensors() {
        return tensors;
    }

    /**
     * The tensor of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public final Tensor tensor(String name) {
        for (Tensor tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        throw new IllegalArgumentException(
                Names.unknown("tensor", name, tensors.stream().map(Tensor::name).toList()));
    }

    /** How many tensors there are. */
    public final int size() {
        return tensors.size();
    }

    /** How many elements all tensors have together. */
    public final long elements() {
        long sum = 0;
        for (Tensor tensor : tensors) {
            sum += tensor.length();
        }
        return sum;
    }

    /** The tensors, in order; they cannot be removed. */
    @Override
    public final Iterator<Tensor> iterator() {
        return tensors.iterator();
    }

    /** The tensors' names and shapes. */
    @Override
    public final String toString() {
        return tensors.toString();
    }

    private static String freeName(String wanted, Set<String> names) {
        String name = wanted;
        while (!names.add(name)) {
            name += "_";
        }
        return name;
    }

    private static void checkArrays(List<Tensor> tensors) {
        IdentityHashMap<Object, String> owners = new IdentityHashMap<>();
        for (Tensor tensor : tensors) {
            if (tensor.length() == 0) {
                continue;
            }
            for (Object array : List.of(tensor.valueArray(), tensor.gradientArray())) {
                String owner = owners.put(array, tensor.name());
                if (owner != null) {
                    throw new IllegalArgumentException(
                            "tensors `"
                                    + owner
                                    + "` and `"
                                    + tensor.name()
                                    + "` share an array; a tied parameter is listed once");
                }
            }
        }
    }
}
