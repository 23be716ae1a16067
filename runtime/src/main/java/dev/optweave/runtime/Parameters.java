package dev.optweave.runtime;

import dev.optweave.runtime.internal.Names;
import dev.optweave.runtime.internal.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

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
     * @throws IllegalArgumentException if two tensors have the same name or share elements of an
     *     array
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
     * @throws IllegalArgumentException if two tensors have the same name or share elements of an
     *     array
     */
    public static Parameters of(Tensor... tensors) {
        return of(Arrays.asList(tensors));
    }

    /**
     * The same tensors in arrays that they share, so that one loop goes through many small tensors:
     * {@link #packed(Function)} with matrices and larger tensors as one kind, vectors and scalars
     * as the other. That suits groups such as those without decay for biases.
     *
     * @throws IllegalStateException if the parameters lie on a device
     */
    public final Parameters packed() {
        return packed(tensor -> tensor.rank() < 2);
    }

    /**
     * The same tensors, names, shapes and order, copied once, values and gradients, into arrays
     * that they share: one for the values and one for the gradients of all tensors whose values and
     * gradients have the same types, or several where one cannot hold all. Element {@code i} of a
     * tensor is then {@code floatValues()[start() + i]}, in its gradient too; the arrays of the
     * tensors as they were before play no part any more, so that whatever computes gradients has to
     * use the new tensors.
     *
     * <p>Steps have the same results, bit for bit, and states that are saved fit either. Where
     * neighbours in the arrays are in one group of the optimizer, and nothing is to be known of
     * each tensor by itself, such as its norm, an update goes through all of them in one loop.
     * States of packed tensors lie in such arrays too, but for those in blocks of codes.
     *
     * @param kind what tensors that are to be neighbours have in common, such as the name of the
     *     group they will be in; kinds follow one another as they first appear, and the tensors of
     *     a kind as they do here
     * @throws IllegalStateException if the parameters lie on a device
     */
    public final Parameters packed(Function<? super Tensor, ?> kind) {
        if (this instanceof Placement) {
            throw new IllegalStateException(
                    "these parameters lie on a device, where each tensor has memory of its own;"
                            + " pack parameters before they are allocated there");
        }
        return new Parameters(List.copyOf(Packing.pack(tensors, kind, Packing.MOST)));
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
        Map<Object, List<Tensor>> owners = new IdentityHashMap<>();
        for (Tensor tensor : tensors) {
            if (tensor.length() > 0) {
                Window window = tensor.window();
                for (Object array : List.of(window.values(), window.gradient())) {
                    owners.computeIfAbsent(array, a -> new ArrayList<>(1)).add(tensor);
                }
            }
        }
        owners.values().forEach(Parameters::checkApart);
    }

    /** Checks that tensors that lie in one array do not overlap there. */
    private static void checkApart(List<Tensor> tensors) {
        tensors.sort(Comparator.comparingInt(Tensor::start));
        for (int i = 1; i < tensors.size(); i++) {
            Tensor before = tensors.get(i - 1);
            Tensor tensor = tensors.get(i);
            if (tensor.start() - before.start() < before.length()) {
                throw new IllegalArgumentException(
                        "tensors `"
                                + before.name()
                                + "` and `"
                                + tensor.name()
                                + "` share "
                                + (tensor.window().isPart() ? "elements of " : "")
                                + "an array; a tied parameter is listed once");
            }
        }
    }
}
