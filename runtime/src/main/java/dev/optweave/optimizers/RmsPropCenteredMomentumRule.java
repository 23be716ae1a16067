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
 * RMSProp centred on the mean (Graves, 2013) with momentum on the scaled gradient, epsilon outside
 * the root. Equals PyTorch's {@code RMSprop(centered=True, momentum)}; where rounding makes the
 * variance negative, of which the root is no number, it counts as 0.
 */
@OptimizerRule
@Update({
    "v = ema(v, g^2, rho)",
    "a = ema(a, g, rho)",
    "b = momentum*b + g / (sqrt(max(v - a^2, 0)) + eps)",
    "w -= lr * b"
})
// The method has no bias correction: its first steps are large.
@SuppressWarnings("optweave:missing-bias-correction")
interface RmsPropCenteredMomentumRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** The decay rate of the averages, in [0, 1). */
    @DecayRate(0.99)
    double rho();

    /** Added to the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The share of the last scaled step that is kept, in [0, 1). */
    @DecayRate(0.9)
    double momentum();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of their squares. */
    @State
    Slot v();

    /** The moving average of the gradients. */
    @State
    Slot a();

    /** The velocity of the scaled gradients. */
    @State
    Slot b();
}
