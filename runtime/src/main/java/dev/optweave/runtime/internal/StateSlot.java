package dev.optweave.runtime.internal;

import dev.optweave.Slot;
import dev.optweave.State.Shape;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import java.util.List;
import java.util.Objects;

/** Reads a state where it lies. */
public final class StateSlot implements Slot {

    private final StateDescriptor descriptor;
    private final int index;
    private final List<GroupMemory> groups;
    private final List<TensorMemory> tensors;
    private final Execution execution;

    /**
     * @param index the state's place among the rule's states
     */
    public StateSlot(
            StateDescriptor descriptor,
            int index,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            Execution execution) {
        this.descriptor = descriptor;
        this.index = index;
        this.groups = groups;
        this.tensors = tensors;
        this.execution = execution;
    }

    @Override
    public String name() {
        return descriptor.name();
    }

    @Override
    public int tensors() {
        return perStep() ? groups.size() : tensors.size();
    }

    @Override
    public int length(int tensor) {
        GroupMemory group = perStep() ? groups.get(tensor) : tensors.get(tensor).group();
        if (!group.hasState(index)) {
            return 0;
        }
        return descriptor.shape() == Shape.ELEMENT ? tensors.get(tensor).length() : 1;
    }

    @Override
    public double get(int tensor, int element) {
        Objects.checkIndex(element, length(tensor));
        if (perStep()) {
            return groups.get(tensor).state(index);
        }
        TensorMemory memory = tensors.get(tensor);
        if (descriptor.shape() == Shape.TENSOR) {
            return memory.state(index);
        }
        execution.readStates();
        return memory.stream(index).get(element);
    }

    /** How many bytes the state's values take. */
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i < tensors(); i++) {
            bytes +=
                    descriptor.shape() == Shape.ELEMENT
                            ? tensors.get(i).format(index).bytes(length(i))
                            : (long) length(i) * Double.BYTES;
        }
        return bytes;
    }

    @Override
    public String toString() {
        StringBuilder lengths = new StringBuilder();
        for (int i = 0; i < tensors(); i++) {
            lengths.append(i == 0 ? "" : ", ").append(length(i));
        }
        return "state `" + name() + "` [" + lengths + "]";
    }

    private boolean perStep() {
        return descriptor.shape() == Shape.STEP;
    }
}
