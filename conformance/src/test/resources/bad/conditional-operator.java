package bad;

import dev.optweave.*;

/** The choice of C. */
@OptimizerRule
@Update("w -= g > 0 ? lr : 0")
interface ConditionalOperatorRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [conditional-operator] `?` is not an operator here
//
//     w -= g > 0 ? lr : 0
//                ^
//   write `where(g > 0, lr, 0)`
