package dev.optweave.optimizers;

import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * AdaGrad (Duchi, Hazan and Singer, 2011), epsilon inside the root. Equals Keras' {@code Adagrad}
 * and optax's {@code adagrad}, which start the sum at 0.1.
 */
@OptimizerRule
@Update({"s += g^2", "w -= lr * g / sqrt(s + eps)"})
interface AdaGradEpsInsideRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-3)
    double lr();

    /** Added under the root, so that it is not zero, at least 0. */
    @Hyper(value = 1e-7, min = 0)
    double eps();

    /** Where the sum of squares starts, at least 0. */
    @Hyper(value = 0.1, min = 0)
    double initialAccumulator();

    /** The sum of the squares of the gradients. */
    @State(init = "initialAccumulator")
    Slot s();
}
