package bad;

import dev.optweave.*;

/** A correction in the declaration alone. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * m"
})
interface UnappliedBiasCorrectionRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// warning [9,5], ECJ [7]
// [missing-bias-correction] `m` is used without the bias correction that it is declared with
//
//     w -= lr * m
//               ^
//   write `hat(m)`
