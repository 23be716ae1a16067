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
 * AdaMax (Kingma and Ba, 2015): Adam with the largest gradient, decayed, in place of the root.
 * Equals PyTorch's {@code Adamax}, which adds epsilon to the gradient's magnitude before the
 * maximum.
 */
@OptimizerRule
@Update({"m = ema(m, g, beta1)", "u = max(beta2*u, abs(g) + eps)", "w -= lr * hat(m) / u"})
interface AdaMaxRule {
    /** The learning rate, at least 0. */
    @LearningRate(2e-3)
    double lr();

    /** The decay rate of the mean, in [0, 1). */
    @DecayRate(0.9)
    double beta1();

    /** The decay rate of the largest gradient, in [0, 1). */
    @DecayRate(0.999)
    double beta2();

    /** Added to the magnitude of the gradient, greater than 0. */
    @Hyper(value = 1e-8, min = 0, minExclusive = true)
    double eps();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    @BiasCorrection("beta1")
    Slot m();

    /** The largest magnitude of a gradient, decayed. */
    @State
    Slot u();
}
