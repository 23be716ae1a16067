package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Momentum as a velocity (Polyak, 1964; Sutskever et al., 2013). Equals PyTorch's {@code
 * SGD(momentum, dampening)} and optax's {@code sgd(momentum)}: the first velocity is the gradient
 * itself, whatever the dampening.
 */
@OptimizerRule
@Update({"v = rho*v + where(t == 1, 1, 1 - dampening)*g", "w -= lr * v"})
interface MomentumRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The share of the velocity that is kept, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** How much of the gradient is held back from the second step on, in [0, 1]. */
    @Hyper(value = 0, min = 0, max = 1)
    double dampening();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The velocity. */
    @State
    Slot v();
}
