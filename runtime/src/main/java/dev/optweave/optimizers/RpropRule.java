package dev.optweave.optimizers;

import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Resilient backpropagation (Riedmiller and Braun, 1993), for whole batches: only the gradient's
 * sign counts; a step grows while the sign stays, shrinks where it changes, and is then left out
 * once. Equals PyTorch's {@code Rprop}. The learning rate is the size of the first step, and no
 * more.
 */
@OptimizerRule
@Update({
    "change = g*last",
    "factor = where(change > 0, etaPlus, where(change < 0, etaMinus, 1))",
    "size = clamp(size*factor, stepMin, stepMax)",
    "last = where(change < 0, 0, g)",
    "w -= sign(last) * size"
})
interface RpropRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** By what a step shrinks, in (0, 1). */
    @Hyper(value = 0.5, min = 0, max = 1, minExclusive = true, maxExclusive = true)
    double etaMinus();

    /** By what a step grows, greater than 1. */
    @Hyper(value = 1.2, min = 1, minExclusive = true)
    double etaPlus();

    /** The smallest step, at least 0. */
    @Hyper(value = 1e-6, min = 0)
    double stepMin();

    /** The largest step, at least 0. */
    @Hyper(value = 50, min = 0)
    double stepMax();

    /** The last gradient, or 0 where its sign had changed. */
    @State
    Slot last();

    /** The size of the step. */
    @State(init = "lr")
    Slot size();
}
