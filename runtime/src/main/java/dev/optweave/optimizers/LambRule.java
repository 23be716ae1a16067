package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.EXPLICIT;

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
 * LAMB (You et al., 2020): Adam whose step is scaled, tensor by tensor, to the parameter's norm;
 * weight decay inside the scaled step. A parameter or step of norm 0 is not scaled. Equals optax's
 * {@code lamb} and Keras' {@code Lamb}; the clipping that others build in is the optimizer's own
 * option.
 */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w",
    "trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)",
    "w -= lr * trust * r"
})
interface LambRule {
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
    @Hyper(value = 1e-6, min = 0)
    double eps();

    /** The weight decay, at least 0, where the equations put it. */
    @WeightDecay(value = 1e-2, mode = EXPLICIT)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    @BiasCorrection("beta1")
    Slot m();

    /** The moving average of their squares. */
    @State
    @BiasCorrection("beta2")
    Slot v();
}
