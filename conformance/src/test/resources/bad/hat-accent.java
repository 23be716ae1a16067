package bad;

import dev.optweave.*;

/** A hat as an accent. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * m̂"
})
interface HatAccentRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [9,5], ECJ [7]
// [hat-accent] `m̂` has a hat, and hats here are a function
//
//     w -= lr * m̂
//               ^
//   write `hat(m)`
