package bad;

import dev.optweave.*;

/** All equations in one text block. */
@OptimizerRule
@Update("""
        // the moving averages
        m = ema(m, g, beta1)
        v = ema(v, g^2, beta3)  // misspelt
        w -= lr * hat(m) / (sqroot(hat(v)) + eps)
        """)
interface TextBlockRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(0.999) double beta2();
    @Hyper(1e-8) double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// error [7,9], ECJ [7]
// [unknown-name] no name `beta3` in this rule
//
//     v = ema(v, g^2, beta3)  // misspelt
//                     ^^^^^
//   a decay rate with a similar name exists: `beta1`
//
// error [7,9], ECJ [7]
// [unknown-function] no function `sqroot`
//
//     w -= lr * hat(m) / (sqroot(hat(v)) + eps)
//                         ^^^^^^
//   a function with a similar name exists: `sqrt`
