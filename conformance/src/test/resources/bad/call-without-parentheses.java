package bad;

import dev.optweave.*;

/** A function before its argument, as on paper. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * hat m"
})
interface CallWithoutParenthesesRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [9,5], ECJ [7]
// [implicit-multiplication] no operator between `hat` and `m`
//
//     w -= lr * hat m
//               ^^^^^
//   to call `hat`, write `hat(m)`
