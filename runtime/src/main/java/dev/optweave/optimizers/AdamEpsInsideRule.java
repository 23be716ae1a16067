package dev.optweave.optimizers;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Adam (Kingma and Ba, 2015), epsilon inside the root. Equals optax's {@code adam(eps=0,
 * eps_root)}.
 */
@OptimizerRule
@Update({"m = ema(m, g, beta1)", "v = ema(v, g^2, beta2)", "w -= lr * hat(m) / sqrt(hat(v) + eps)"})
interface AdamEpsInsideRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The decay rate of the mean, in [0, 1). */
    @DecayRate(0.9)
    double beta1();

    /** The decay rate of the squares, in [0, 1). */
    @DecayRate(0.999)
    double beta2();

    /** Added under the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The moving average of the gradients. */
    @State
    @BiasCorrection("beta1")
    Slot m();

    /** The moving average of their squares. */
    @State
    @BiasCorrection("beta2")
    Slot v();
}
