package bad;

import dev.optweave.*;

/** A root forgotten. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "w -= lr * hat(m) / (hat(v) + eps)"
})
interface GradientScaleRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(0.999) double beta2();
    @Hyper(1e-8) double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// warning [10,5], ECJ [7]
// [gradient-scale] this update goes with the gradient's scale to the power of -1
//
//     w -= lr * hat(m) / (hat(v) + eps)
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
//   `v` goes with the square of the gradient; take its root: `sqrt(v)`
