package bad;

import dev.optweave.*;

/** The conjunction of C. */
@OptimizerRule
@Update("w -= where(g > 0 && t > 1, lr, 0) * g")
interface LogicalOperatorRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [logical-operator] `&&` is not an operator here
//
//     w -= where(g > 0 && t > 1, lr, 0) * g
//                      ^^
//   write `and`
