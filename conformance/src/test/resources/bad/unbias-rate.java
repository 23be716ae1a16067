package bad;

import dev.optweave.*;

/** A decay rate for each element. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "w -= lr * unbias(m, abs(g))"
})
interface UnbiasRateRule {
    @LearningRate(1e-3) double lr();
    @State Slot m();
}

// error [9,5], ECJ [7]
// [unbias-rate] the decay rate of `unbias` must be the same within a step
//
//     w -= lr * unbias(m, abs(g))
//                         ^^^^^^
//   use a decay rate, or an expression of hyperparameters
