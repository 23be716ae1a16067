package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Gradient descent (Robbins and Monro, 1951); what is fed to it makes it stochastic, batch or
 * mini-batch gradient descent. Equals PyTorch's {@code SGD} and Keras' and optax's {@code sgd}.
 */
@OptimizerRule
@Update("w -= lr * g")
interface SgdRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();
}
