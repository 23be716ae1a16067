package dev.optweave.optimizers;

import static dev.optweave.State.Shape.STEP;
import static dev.optweave.WeightDecay.Mode.L2;

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
 * NAdam (Dozat, 2016) as PyTorch 1.13 has it: the product of the momenta up to the next step holds
 * the present momentum twice. {@link NAdamDozat} holds it once, as the paper does. Weight decay
 * inside the gradient.
 */
@OptimizerRule
@Update({
    "mu = beta1*(1 - 0.5*0.96^(t*momentumDecay))",
    "next = beta1*(1 - 0.5*0.96^((t + 1)*momentumDecay))",
    "product *= mu",
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "ahead = (1 - mu)/(1 - product)*g + next/(1 - product*mu*next)*m",
    "w -= lr * ahead / (sqrt(hat(v)) + eps)"
})
interface NAdamRule {
    /** The learning rate, at least 0. */
    @LearningRate(2e-3)
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

    /** How fast the momentum approaches beta1, at least 0. */
    @Hyper(value = 4e-3, min = 0)
    double momentumDecay();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The moving average of the gradients. */
    @State
    Slot m();

    /** The moving average of their squares. */
    @State
    @BiasCorrection("beta2")
    Slot v();

    /** The product of the momenta of all steps so far. */
    @State(shape = STEP, init = "1")
    Slot product();
}
