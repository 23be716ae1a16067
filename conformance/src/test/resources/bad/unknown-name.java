package bad;

import dev.optweave.*;

/** A letter mistaken for a digit. */
@OptimizerRule
@Update({
    "m = ema(m, g, betal)",
    "v = ema(v, g^2, beta2)",
    "w -= lr * hat(m) / (sqrt(hat(v)) + eps)"
})
interface UnknownNameRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(0.999) double beta2();
    @Hyper(1e-8) double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// error [8,5], ECJ [7]
// [unknown-name] no name `betal` in this rule
//
//     m = ema(m, g, betal)
//                   ^^^^^
//   a decay rate with a similar name exists: `beta1`
