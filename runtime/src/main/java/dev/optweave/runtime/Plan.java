package dev.optweave.runtime;

import dev.optweave.runtime.internal.ExecutionSettings;
import dev.optweave.runtime.internal.StepSettings;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an optimizer is built with.
 *
 * @param settings the default group's, and those of the others where they set nothing
 * @param groups the other groups, in the order in which they take tensors
 */
record Plan(
        Settings settings,
        List<Group> groups,
        StepSettings step,
        ExecutionSettings execution,
        Backend backend) {

    /** A group of parameters as declared: which tensors, and what differs for them. */
    record Group(String name, Predicate<? super Tensor> which, Settings settings) {}
}
