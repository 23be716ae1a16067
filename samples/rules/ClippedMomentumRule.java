package dev.optweave.samples.rules;

import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Momentum on a gradient that is clipped by the norm of all tensors together (Pascanu and others,
 * 2013).
 *
 * <p>{@code all(norm(g))} is a reduction over all tensors: every one of them is read once before
 * the first is written. {@code shrink} is a step scalar after that, not an element.
 */
@OptimizerRule
@Update({
    "length = all(norm(g))",
    "shrink = min(1, limit / max(length, 1e-12))",
    "v = rho * v + shrink * g",
    "w -= lr * v"
})
interface ClippedMomentumRule {

    /** How far a step goes. */
    @LearningRate(1e-2)
    double lr();

    /** How much of the velocity is kept. */
    @Hyper(value = 0.9, min = 0, max = 1, maxExclusive = true)
    double rho();

    /** The longest gradient that is used as it is. */
    @Hyper(value = 1, min = 0, minExclusive = true)
    double limit();

    /** The velocity. */
    @State
    Slot v();
}
