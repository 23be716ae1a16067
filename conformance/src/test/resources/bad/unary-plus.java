package bad;

import dev.optweave.*;

/** A sign that does nothing. */
@OptimizerRule
@Update("w -= lr * +g")
interface UnaryPlusRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unary-plus] a plus sign needs a value on its left
//
//     w -= lr * +g
//               ^
//   leave the sign out
