package bad;

import dev.optweave.*;

/** An epsilon too small for floats. */
@OptimizerRule
@Update("w -= lr * g / (abs(g) + eps)")
interface VanishingEpsilonRule {
    @LearningRate(1e-3) double lr();
    @Hyper(1e-50) double eps();
}

// warning [7,9], ECJ [7]
// [vanishing-epsilon] `eps` vanishes in 32-bit floats, which hold nothing below 1.4e-45
//
//     w -= lr * g / (abs(g) + eps)
//                             ^^^
//   it is 1.0E-50 by default: choose at least 1e-38
