package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Nesterov's accelerated gradient (Nesterov, 1983), rewritten so that the gradient is taken at the
 * parameter itself (Bengio et al., 2013). Equals PyTorch's {@code SGD(nesterov=True)}, Keras'
 * {@code SGD(nesterov=True)} and optax's {@code sgd(nesterov=True)}.
 */
@OptimizerRule
@Update({"v = rho*v + g", "w -= lr * (g + rho*v)"})
interface NesterovRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The share of the velocity that is kept, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The velocity. */
    @State
    Slot v();
}
