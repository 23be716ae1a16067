package bad;

import dev.optweave.*;

/** A norm as papers write it. */
@OptimizerRule
@Update("w -= lr * g / max(‖g, 1)")
interface NormSignRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unexpected-character] the character `‖` has no meaning here
//
//     w -= lr * g / max(‖g, 1)
//                       ^
//   norms are written `norm(x)`
