package bad;

import dev.optweave.*;

/** Two equations on one line. */
@OptimizerRule
@Update("m = ema(m, g, beta1) w -= lr * m")
interface MissingSeparatorRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [7,9], ECJ [7]
// [missing-separator] two equations stand on one line
//
//     m = ema(m, g, beta1) w -= lr * m
//                          ^
//   put a line break or `;` before `w`
