package dev.optweave.conformance;

import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/** Momentum on gradients whose norm over all tensors is limited. */
@OptimizerRule
@Update({
    "scale = min(1, limit / (all(norm(g)) + 1e-6))",
    "v = rho*v + scale*g",
    "w -= lr * v"
})
interface ClipByGlobalNormRule {
    /** The learning rate. */
    @LearningRate(0.1)
    double lr();

    /** The share of the velocity that is kept. */
    @Hyper(value = 0.9, min = 0, max = 1)
    double rho();

    /** The largest norm allowed. */
    @Hyper(value = 1, min = 0, minExclusive = true)
    double limit();

    /** The velocity. */
    @State
    Slot v();
}
