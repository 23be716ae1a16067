package bad;

import dev.optweave.*;

/** A comparison as printed. */
@OptimizerRule
@Update("w -= where(g ≥ 0, lr, 0) * g")
interface ComparisonSignRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [comparison-sign] `≥` is not how comparisons are written
//
//     w -= where(g ≥ 0, lr, 0) * g
//                  ^
//   write `>=`
