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
 * AdaDelta (Zeiler, 2012): the steps take their size from the steps before. Equals PyTorch's {@code
 * Adadelta}, and Keras' with its learning rate of 1e-3.
 */
@OptimizerRule
@Update({
    "v = ema(v, g^2, rho)",
    "d = sqrt(u + eps) / sqrt(v + eps) * g",
    "u = ema(u, d^2, rho)",
    "w -= lr * d"
})
interface AdaDeltaRule {
    /** The learning rate, at least 0. */
    @LearningRate(1)
    double lr();

    /** The decay rate of both averages, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** Added under both roots; the first step's size comes from it, at least 0. */
    @Hyper(value = 1e-6, min = 0)
    double eps();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of their squares. */
    @State
    Slot v();

    /** The moving average of the squares of the steps, before the learning rate. */
    @State
    Slot u();
}
