package bad;

import dev.optweave.*;

/** The assignment of Pascal. */
@OptimizerRule
@Update({
    "m := ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface ForeignAssignmentRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [foreign-assignment] `:=` does not assign
//
//     m := ema(m, g, beta1)
//       ^^
//   write `m = …`
