package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.DECOUPLED;

import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Lion (Chen et al., 2023): the sign of an interpolated momentum, with decoupled weight decay.
 * Equals the authors' code, Keras' and optax's {@code lion}.
 */
@OptimizerRule
@Update({"w -= lr * sign(ema(m, g, beta1))", "m = ema(m, g, beta2)"})
interface LionRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-4)
    double lr();

    /** The share of the average in the update, in [0, 1). */
    @DecayRate(0.9)
    double beta1();

    /** The decay rate of the average, in [0, 1). */
    @DecayRate(0.99)
    double beta2();

    /**
     * The weight decay, at least 0: the parameter loses this share of it, times the learning rate.
     */
    @WeightDecay(value = 0, mode = DECOUPLED)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    Slot m();
}
