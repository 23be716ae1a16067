package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011), epsilon outside the root. Equals PyTorch's {@code
 * Adagrad}; with {@code lrDecay} and {@code initialAccumulator} 0, DL4J's and Tribuo's.
 */
@OptimizerRule
@Update({"s += g^2", "w -= lr/(1 + (t - 1)*lrDecay) * g / (sqrt(s) + eps)"})
interface AdaGradRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** Added to the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-10, min = 0)
    double eps();

    /** By how much the learning rate's divisor grows each step, at least 0. */
    @Hyper(value = 0, min = 0)
    double lrDecay();

    /** Where the sum of squares starts, at least 0. */
    @Hyper(value = 0, min = 0)
    double initialAccumulator();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The sum of the squares of the gradients. */
    @State(init = "initialAccumulator")
    Slot s();
}
