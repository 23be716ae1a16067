package bad;

import dev.optweave.*;

/** A square as printed. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g², beta2)",
    "w -= lr * hat(m) / (sqrt(hat(v)) + eps)"
})
interface SuperscriptRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @DecayRate(0.999) double beta2();
    @Hyper(1e-8) double eps();
    @State @BiasCorrection("beta1") Slot m();
    @State @BiasCorrection("beta2") Slot v();
}

// error [9,5], ECJ [7]
// [superscript] `²` is not an operator here
//
//     v = ema(v, g², beta2)
//                 ^
//   write `g^2`
