package bad;

import dev.optweave.*;

/** An expression as the target. */
@OptimizerRule
@Update({
    "m / 2 = g",
    "w -= lr * hat(m)"
})
interface AssignmentTargetRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [assignment-target] `m / 2` cannot be assigned to
//
//     m / 2 = g
//     ^^^^^
//   left of `=` stands one name
