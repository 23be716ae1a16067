package dev.optweave.optimizers;

import dev.optweave.DecayRate;
import dev.optweave.GradientAt;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Nesterov's accelerated gradient in its original form (Nesterov, 1983; Sutskever et al., 2013):
 * the gradient is taken where the velocity alone would lead, so that a step needs a closure that
 * computes the gradients. {@link Nesterov} needs none.
 */
@OptimizerRule
@GradientAt("w + rho*s")
@Update({"s = rho*s - lr*g", "w += s"})
interface NesterovLookaheadRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** The share of the last step that is repeated, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** The last step. */
    @State
    Slot s();
}
