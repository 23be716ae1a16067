package bad;

import dev.optweave.*;

/** Nothing to assign. */
@OptimizerRule
@Update({
    "m =",
    "w -= lr * hat(m)"
})
interface MissingValueRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [missing-value] nothing is assigned to `m`
//
//     m =
//       ^
//   write an expression right of `m`
