package bad;

import dev.optweave.*;

/** A product that looks like a call. */
@OptimizerRule
@Update("w -= lr(g)")
interface ValueAsFunctionRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [value-as-function] `lr` is a learning rate, not a function
//
//     w -= lr(g)
//          ^^
//   to multiply, write `lr*(g)`
