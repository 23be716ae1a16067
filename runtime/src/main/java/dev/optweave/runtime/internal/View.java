package dev.optweave.runtime.internal;

import java.util.List;

/** Parameters that lie elsewhere than where they are trained, for as long as a view is open. */
final class View {

    private final Condition condition;
    private final Execution execution;
    private final TensorMemory[] tensors;
    private boolean moved;

    View(Condition condition, Execution execution, List<TensorMemory> tensors) {
        this.condition = condition;
        this.execution = execution;
        this.tensors = tensors.toArray(TensorMemory[]::new);
    }

    /** Throws if the optimizer is in no condition for this view. */
    void requirePossible(String name) {
        condition.requireReady(name);
        condition.requireWhole(name);
    }

    /** Moves the parameters; if that fails they are where they were. */
    void move(Runnable movement) {
        execution.allocateBackups();
        execution.backUp();
        try {
            movement.run();
            execution.giveParameters();
        } catch (RuntimeException | Error e) {
            execution.putBack();
            throw e;
        }
        moved = true;
    }

    /** From now on no other view can be opened and no step be taken. */
    void open(String name) {
        condition.view(name);
    }

    /** Moves the parameters back. */
    void close() {
        if (moved) {
            execution.putBack();
        }
        moved = false;
        condition.view("");
    }

    /** Throws if companions of parameters have moved with them, away from the states. */
    void requireCompanionsAtRest(String what) {
        if (!moved) {
            return;
        }
        for (TensorMemory tensor : tensors) {
            if (tensor.companionBytes() > 0) {
                throw condition.refused(
                        what,
                        condition.view()
                                + " is open and has moved the companions of"
                                + " tensor `"
                                + tensor.name()
                                + "`; close it first");
            }
        }
    }
}
