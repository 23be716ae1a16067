package dev.optweave.optimizers;

import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/** Adam (Kingma and Ba, 2015) without bias correction. Equals MLX's {@code Adam} by default. */
@OptimizerRule
@Update({"m = ema(m, g, beta1)", "v = ema(v, g^2, beta2)", "w -= lr * m / (sqrt(v) + eps)"})
// Its absence is what makes this form.
@SuppressWarnings("optweave:missing-bias-correction")
interface AdamUncorrectedRule {
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

    /** The moving average of the gradients. */
    @State
    Slot m();

    /** The moving average of their squares. */
    @State
    Slot v();
}
