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
 * RMSProp centred on the mean (Graves, 2013), epsilon outside the root. Equals PyTorch's {@code
 * RMSprop(centered=True)}; where rounding makes the variance negative, of which the root is no
 * number, it counts as 0.
 */
@OptimizerRule
@Update({
    "v = ema(v, g^2, rho)",
    "a = ema(a, g, rho)",
    "w -= lr * g / (sqrt(max(v - a^2, 0)) + eps)"
})
// The method has no bias correction: its first steps are large.
@SuppressWarnings("optweave:missing-bias-correction")
interface RmsPropCenteredRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** The decay rate of the averages, in [0, 1). */
    @DecayRate(0.99)
    double rho();

    /** Added to the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of their squares. */
    @State
    Slot v();

    /** The moving average of the gradients. */
    @State
    Slot a();
}
