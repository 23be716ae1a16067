package dev.optweave.runtime;

import java.util.List;

/**
 * Tensors that share their hyperparameters.
 *
 * @param name the group's name; the tensors that no group was made for are in {@code default}
 * @param tensors the tensors, in the order of the parameters; may be empty only in {@code default}
 */
public record ParameterGroup(String name, List<Tensor> tensors) {

    /** The name of the group that holds what no other group does. */
    public static final String DEFAULT = "default";

    /** Copies the list. */
    public ParameterGroup {
        tensors = List.copyOf(tensors);
    }
}
