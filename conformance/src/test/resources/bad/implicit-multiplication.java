package bad;

import dev.optweave.*;

/** A product without its operator. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= 2m * lr"
})
interface ImplicitMultiplicationRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [9,5], ECJ [7]
// [implicit-multiplication] no operator between `2` and `m`
//
//     w -= 2m * lr
//          ^^
//   to multiply, write `2*m`
