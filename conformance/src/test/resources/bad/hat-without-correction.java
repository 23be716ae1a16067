package bad;

import dev.optweave.*;

/** A hat without a decay rate. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface HatWithoutCorrectionRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State Slot m();
}

// error [9,5], ECJ [7]
// [hat-without-correction] `m` has no bias correction for `hat` to apply
//
//     w -= lr * hat(m)
//                   ^
//   name its decay rate on the state: `@BiasCorrection("beta1")`
