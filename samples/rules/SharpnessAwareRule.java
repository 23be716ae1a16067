package dev.optweave.samples.rules;

import dev.optweave.GradientAt;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Sharpness-aware minimization over momentum (Foret and others, 2021): the gradient is taken where
 * the loss is worst nearby, a distance ρ up the slope.
 *
 * <p>The point depends on the gradient itself, so a step calls its closure twice: {@code
 * optimizer.step(() -> network.backward(batch))}.
 */
@OptimizerRule
@GradientAt("w + rho * g / max(all(norm(g)), 1e-12)")
@Update({
    "v = momentum * v + g",
    "w -= lr * v"
})
interface SharpnessAwareRule {

    /** How far a step goes. */
    @LearningRate(1e-2)
    double lr();

    /** How far up the slope the gradient is taken. */
    @Hyper(value = 0.05, min = 0)
    double rho();

    /** How much of the velocity is kept. */
    @Hyper(value = 0.9, min = 0, max = 1, maxExclusive = true)
    double momentum();

    /** The velocity. */
    @State
    Slot v();
}
