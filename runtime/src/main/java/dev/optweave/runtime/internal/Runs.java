package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;

import dev.optweave.runtime.internal.storage.Stream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors of one group that lie one behind the other in arrays that they share: a loop that needs
 * to know nothing of each of them goes through all of them as if they were one, the first, only
 * longer.
 */
final class Runs {

    private final List<TensorMemory> tensors;
    private final List<Run> runs = new ArrayList<>();
    private final Map<TensorMemory, TensorMemory> runOf = new IdentityHashMap<>();

    /** A run, and the tensor it begins with. */
    private record Run(TensorMemory first, TensorMemory whole) {}

    private Runs(List<TensorMemory> tensors) {
        this.tensors = List.copyOf(tensors);
    }

    /** Only tensors by themselves. */
    static Runs none(List<TensorMemory> tensors) {
        return new Runs(tensors);
    }

    /**
     * All runs, as long as they can be.
     *
     * @param tensors all tensors, with memory for their states
     */
    static Runs of(List<TensorMemory> tensors) {
        Map<Object, List<TensorMemory>> packs = new IdentityHashMap<>();
        for (TensorMemory tensor : tensors) {
            Stream parameter = tensor.stream(PARAMETER);
            if (tensor.length() > 0 && parameter.isUniform()) {
                packs.computeIfAbsent(parameter.arrays().get(0), array -> new ArrayList<>(1))
                        .add(tensor);
            }
        }
        Runs runs = new Runs(tensors);
        packs.values().forEach(runs::join);
        return runs;
    }

    private void join(List<TensorMemory> pack) {
        pack.sort(Comparator.comparingInt(TensorMemory::start));
        int first = 0;
        for (int i = 1; i <= pack.size(); i++) {
            if (i == pack.size() || !follows(pack.get(i - 1), pack.get(i))) {
                if (i - first > 1) {
                    add(pack.subList(first, i));
                }
                first = i;
            }
        }
    }

    private static boolean follows(TensorMemory before, TensorMemory next) {
        return next.group() == before.group()
                && next.start() == before.start() + before.length()
                && next.given().arrays().get(0) == before.given().arrays().get(0);
    }

    private void add(List<TensorMemory> members) {
        TensorMemory first = members.get(0);
        TensorMemory last = members.get(members.size() - 1);
        TensorMemory whole = first.extended(last.start() + last.length() - first.start());
        runs.add(new Run(first, whole));
        members.forEach(member -> runOf.put(member, whole));
    }

    /** The run that a tensor belongs to, as if it were one tensor; without one, itself. */
    TensorMemory of(TensorMemory tensor) {
        return runOf.getOrDefault(tensor, tensor);
    }

    /** All tensors, one by one. */
    List<TensorMemory> tensors() {
        return tensors;
    }

    /** All tensors, those of a run as one, in the order of the first of them. */
    List<TensorMemory> units() {
        return tensors.stream().map(this::of).distinct().toList();
    }

    /** Has the runs take over the memory that their first tensors have got meanwhile. */
    void extend() {
        runs.forEach(run -> run.whole().extend(run.first()));
    }
}
