package bad;

import dev.optweave.*;

/** Comparisons as in mathematics. */
@OptimizerRule
@Update("w -= where(0 < g < 1, lr, 0) * g")
interface ChainedComparisonRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [chained-comparison] comparisons cannot be chained
//
//     w -= where(0 < g < 1, lr, 0) * g
//                      ^
//   compare twice: `a < b and b < c`
