package dev.optweave.lab.replay;

import java.util.List;

/** An optimizer that is given its gradients. */
interface Player extends AutoCloseable {

    /** Takes a step with these gradients, an array for each tensor. */
    void step(List<double[]> gradients);

    /** The values of a tensor, widened. */
    double[] values(int tensor);

    @Override
    default void close() {}
}
