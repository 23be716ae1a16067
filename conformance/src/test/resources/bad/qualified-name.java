package bad;

import dev.optweave.*;

/** A function of a library. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "w -= lr * hat(m) / (Math.sqrt(hat(v)) + eps)"
})
interface QualifiedNameRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(0.999) double beta2();
    @Hyper(1e-8) double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// error [10,5], ECJ [7]
// [qualified-name] `Math.sqrt` has a dot, and names here have none
//
//     w -= lr * hat(m) / (Math.sqrt(hat(v)) + eps)
//                         ^^^^^^^^^
//   write `sqrt(hat(v))`
