package dev.optweave.optimizers;

import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * RMSProp (Tieleman and Hinton, 2012), epsilon inside the root. Equals Keras' {@code RMSprop} and
 * optax's {@code rmsprop}.
 */
@OptimizerRule
@Update({"v = ema(v, g^2, rho)", "w -= lr * g / sqrt(v + eps)"})
// The method has no bias correction: its first steps are large.
@SuppressWarnings("optweave:missing-bias-correction")
interface RmsPropEpsInsideRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The decay rate of the average, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** Added under the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-7, min = 0)
    double eps();

    /** The moving average of their squares. */
    @State
    Slot v();
}
