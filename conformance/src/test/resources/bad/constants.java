package bad;

import dev.optweave.*;

/** Equations and defaults that stand elsewhere. */
@OptimizerRule
@Update({Texts.AVERAGE, "w -= " + Texts.RATE + " * hat(m)"})
interface ConstantsRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(Texts.BETA) double beta();
    @State @BiasCorrection("beta") Slot m();
}

class Texts {
    static final String AVERAGE = "m = ema(m, g, bata)";
    static final String RATE = "lrr";
    static final double BETA = 1.0;
}

// error [7,15], ECJ [7]
// [unknown-name] no name `bata` in this rule
//
//     m = ema(m, g, bata)
//                   ^^^^
//   a decay rate with a similar name exists: `beta`
//
// error [7,46], ECJ [7]
// [unknown-name] no name `lrr` in this rule
//
//     w -= lrr * hat(m)
//          ^^^
//   a learning rate with a similar name exists: `lr`
//
// error [10,21], ECJ [10]
// [default-out-of-range] the default 1 of `beta` is outside its range [0, 1)
//   choose a value in the range
