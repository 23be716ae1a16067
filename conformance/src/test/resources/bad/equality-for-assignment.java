package bad;

import dev.optweave.*;

/** A comparison for an assignment. */
@OptimizerRule
@Update({
    "m == ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface EqualityForAssignmentRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [equality-for-assignment] `==` compares, and assigns nothing
//
//     m == ema(m, g, beta1)
//       ^^
//   write `m = …`
