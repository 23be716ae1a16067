package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Rectified Adam (Liu et al., 2020): plain momentum until the average of squares is worth dividing
 * by. Equals PyTorch 1.13's {@code RAdam}, which adds epsilon to the root before its bias
 * correction. Weight decay inside the gradient.
 */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "longest = 2/(1 - beta2) - 1",
    "length = longest - 2*t*beta2^t/(1 - beta2^t)",
    "ratio = (length - 4)*(length - 2)*longest / ((longest - 4)*(longest - 2)*length)",
    "rectified = sqrt(ratio * (1 - beta2^t))",
    "w -= lr * hat(m) * where(length > 5, rectified / (sqrt(v) + eps), 1)"
})
interface RAdamRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The decay rate of the mean, in [0, 1). */
    @DecayRate(0.9)
    double beta1();

    /** The decay rate of the squares, in [0, 1). */
    @DecayRate(0.999)
    double beta2();

    /** Added to the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    @BiasCorrection("beta1")
    Slot m();

    /** The moving average of their squares. */
    @State
    Slot v();
}
