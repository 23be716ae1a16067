package bad;

import dev.optweave.*;

/** A dash pasted from a paper. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w −= lr * m"
})
interface MinusSignRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [9,5], ECJ [7]
// [minus-sign] `−` is not the minus sign of the keyboard
//
//     w −= lr * m
//       ^
//   write `-=`
