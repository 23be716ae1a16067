package bad;

import dev.optweave.*;

/** A decay rate above 1. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface DefaultOutOfRangeRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(1.5) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [13,16], ECJ [13]
// [default-out-of-range] the default 1.5 of `beta1` is outside its range [0, 1)
//   choose a value in the range
