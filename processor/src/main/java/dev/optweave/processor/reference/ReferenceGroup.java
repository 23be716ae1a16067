package dev.optweave.processor.reference;

import dev.optweave.processor.program.LoweredRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tensors that share hyperparameters, and the states kept once for all of them. */
public final class ReferenceGroup {

    private final LoweredRule lowered;
    private final List<ReferenceTensor> tensors;
    private final Map<String, Double> hyperparameters = new HashMap<>();
    private final Map<String, Double> stepStates = new HashMap<>();

    /**
     * A group that runs a lowered rule.
     *
     * @param hyperparameters their values at the first step, by name
     */
    public ReferenceGroup(
            LoweredRule lowered,
            List<ReferenceTensor> tensors,
            Map<String, Double> hyperparameters) {
        this.lowered = lowered;
        this.tensors = List.copyOf(tensors);
        this.hyperparameters.putAll(hyperparameters);
    }

    /** What the group runs. */
    public LoweredRule lowered() {
        return lowered;
    }

    /** The tensors, in order. */
    public List<ReferenceTensor> tensors() {
        return tensors;
    }

    /**
     * The value of a hyperparameter at this step.
     *
     * @throws IllegalArgumentException if it was not given
     */
    public double hyperparameter(String name) {
        Double value = hyperparameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "no value was given for hyperparameter `" + name + "`");
        }
        return value;
    }

    /** Sets the value of a hyperparameter from this step on. */
    public void hyperparameter(String name, double value) {
        hyperparameters.put(name, value);
    }

    /** A state per step, such as a running product of decay rates; 0 before the first step. */
    public double stepState(String name) {
        return stepStates.getOrDefault(name, 0.0);
    }

    /** Sets a state per step. */
    public void stepState(String name, double value) {
        stepStates.put(name, value);
    }
}
