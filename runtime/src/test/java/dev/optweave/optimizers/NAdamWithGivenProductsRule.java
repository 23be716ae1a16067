package dev.optweave.optimizers;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/** {@link NAdam} with the products of the momenta given, so that they can be rounded otherwise. */
@OptimizerRule
@Update({
    "mu = beta1*(1 - 0.5*0.96^(t*momentumDecay))",
    "next = beta1*(1 - 0.5*0.96^((t + 1)*momentumDecay))",
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "ahead = (1 - mu)/(1 - product)*g + next/(1 - productNext)*m",
    "w -= lr * ahead / (sqrt(hat(v)) + eps)"
})
interface NAdamWithGivenProductsRule {
    @LearningRate(2e-3)
    double lr();

    @DecayRate(0.9)
    double beta1();

    @DecayRate(0.999)
    double beta2();

    @Hyper(1e-8)
    double eps();

    @Hyper(4e-3)
    double momentumDecay();

    @Hyper(0.5)
    double product();

    @Hyper(0.5)
    double productNext();

    @State
    Slot m();

    @State
    @BiasCorrection("beta2")
    Slot v();
}
