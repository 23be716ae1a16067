package dev.optweave.runtime.internal;

import dev.optweave.Slot;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import java.util.List;
import java.util.Objects;

/** Reads the parameters' moving averages where they lie. */
public final class AverageSlot implements Slot {

    private final List<TensorMemory> tensors;
    private final Stepper stepper;

    public AverageSlot(List<TensorMemory> tensors, Stepper stepper) {
        this.tensors = tensors;
        this.stepper = stepper;
    }

    @Override
    public String name() {
        return "parameterEma";
    }

    @Override
    public int tensors() {
        return tensors.size();
    }

    @Override
    public int length(int tensor) {
        return tensors.get(tensor).length();
    }

    /** One value; before the first update, that of the parameter. */
    @Override
    public double get(int tensor, int element) {
        Objects.checkIndex(element, length(tensor));
        if (stepper.steps() == 0) {
            return tensors.get(tensor).stream(Loop.PARAMETER).get(element);
        }
        stepper.execution().readStates();
        Stream average = tensors.get(tensor).average();
        return average.get(element);
    }

    @Override
    public String toString() {
        return name();
    }
}
