package bad;

import dev.optweave.*;

/** A function misspelt. */
@OptimizerRule
@Update("w -= lr * sqr(g)")
interface UnknownFunctionRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unknown-function] no function `sqr`
//
//     w -= lr * sqr(g)
//               ^^^
//   powers are written `^`: `x^2`
