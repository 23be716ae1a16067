package bad;

import dev.optweave.*;

/** A cold start. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * m"
})
interface MissingBiasCorrectionRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State Slot m();
}

// warning [9,5], ECJ [7]
// [missing-bias-correction] the moving average `m` starts at 0 and is used without bias correction
//
//     w -= lr * m
//               ^
//   declare `@BiasCorrection("beta1")` and write `hat(m)`
