package bad;

import dev.optweave.*;

/** Four mistakes that have nothing to do with each other. */
@OptimizerRule
@Update({
    "m = ema(m, g, betal)",
    "v = ema(v, g**2, beta2)",
    "w -= lr * hat(m) / (sqrt(hat(v)) + eps)"
})
interface SeveralMistakesRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(1.999) double beta2();
    double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// error [8,5], ECJ [7]
// [unknown-name] no name `betal` in this rule
//
//     m = ema(m, g, betal)
//                   ^^^^^
//   a decay rate with a similar name exists: `beta1`
//
// error [9,5], ECJ [7]
// [power-operator] `**` is not an operator here
//
//     v = ema(v, g**2, beta2)
//                 ^^
//   powers are written `^`: `g^2`
//
// error [15,16], ECJ [15]
// [default-out-of-range] the default 1.999 of `beta2` is outside its range [0, 1)
//   choose a value in the range
//
// error [16,12], ECJ [16]
// [undeclared-method] the method `eps` declares no name of the rule
//   annotate it with `@LearningRate`, `@DecayRate`, `@Hyper`, `@WeightDecay` or `@State`, or give it a body
