package bad;

import dev.optweave.*;

/** A parenthesis too many. */
@OptimizerRule
@Update("w -= lr * g)")
interface UnopenedParenthesisRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unopened-parenthesis] this parenthesis was never opened
//
//     w -= lr * g)
//                ^
//   remove it, or add `(` before it
