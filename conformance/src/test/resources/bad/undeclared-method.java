package bad;

import dev.optweave.*;

/** A name without a role. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * m / eps"
})
interface UndeclaredMethodRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    double eps();
    @State @BiasCorrection("beta1") Slot m();
}

// error [14,12], ECJ [14]
// [undeclared-method] the method `eps` declares no name of the rule
//   annotate it with `@LearningRate`, `@DecayRate`, `@Hyper`, `@WeightDecay` or `@State`, or give it a body
