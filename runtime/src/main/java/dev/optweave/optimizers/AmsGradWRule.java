package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.DECOUPLED;

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
 * AMSGrad (Reddi, Kale and Kumar, 2018) with decoupled weight decay (Loshchilov and Hutter, 2019).
 * Equals PyTorch's {@code AdamW(amsgrad=True)}: the maximum is taken before the bias correction.
 */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "vMax = max(vMax, v)",
    "w -= lr * hat(m) / (sqrt(hat(vMax)) + eps)"
})
interface AmsGradWRule {
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

    /**
     * The weight decay, at least 0: the parameter loses this share of it, times the learning rate.
     */
    @WeightDecay(value = 1e-2, mode = DECOUPLED)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    @BiasCorrection("beta1")
    Slot m();

    /** The moving average of their squares. */
    @State
    Slot v();

    /** The largest moving average of squares so far. */
    @State
    @BiasCorrection("beta2")
    Slot vMax();
}
