package dev.optweave.optimizers;

import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Momentum with the learning rate inside the velocity (Polyak, 1964): a change of the learning rate
 * takes effect on new gradients only. Equals Keras' {@code SGD(momentum)} and DJL's.
 */
@OptimizerRule
@Update({"s = rho*s - lr*g", "w += s"})
interface HeavyBallRule {
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
