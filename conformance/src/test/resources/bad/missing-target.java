package bad;

import dev.optweave.*;

/** Nothing to assign to. */
@OptimizerRule
@Update({
    "= ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface MissingTargetRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [missing-target] nothing stands left of `=`
//
//     = ema(m, g, beta1)
//     ^
//   write the name that is assigned to
