package dev.optweave.runtime.internal.storage;

import java.util.List;

/**
 * What the values of a group's tensors lie in.
 *
 * @param states one for each state of the rule; only those per element have a choice
 * @param parameter how parameters that are brain floats are stored
 */
public record GroupStorage(List<StateStorage> states, ParameterStorage parameter) {
    public GroupStorage {
        states = List.copyOf(states);
    }
}
