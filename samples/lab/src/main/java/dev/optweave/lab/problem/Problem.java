package dev.optweave.lab.problem;

import dev.optweave.lab.data.Batch;
import dev.optweave.runtime.Tensor;
import java.util.List;
import java.util.OptionalDouble;

/** A loss of some tensors: the mean over its examples. */
public interface Problem {

    /** The parameters; {@link #backward} fills their gradients. */
    List<Tensor> tensors();

    /** How many examples the loss is the mean of; 1 for a plain function. */
    int examples();

    /**
     * Computes the mean loss over a batch, and fills every tensor's gradient with the mean
     * gradient.
     *
     * @return the mean loss before any step
     */
    double backward(Batch batch);

    /** The mean loss over all training examples. Leaves the gradients alone. */
    double loss();

    /** The share of test examples that are classified rightly; empty for a plain function. */
    OptionalDouble accuracy();
}
