package bad;

import dev.optweave.*;

/** An argument too few. */
@OptimizerRule
@Update({
    "m = ema(m, g)",
    "w -= lr * hat(m)"
})
interface ArgumentCountRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [argument-count] `ema` takes 3 arguments, not 2
//
//     m = ema(m, g)
//         ^^^^^^^^^
//   write `ema(s, x, β)`
