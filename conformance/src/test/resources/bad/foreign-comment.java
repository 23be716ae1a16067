package bad;

import dev.optweave.*;

/** A comment of another language. */
@OptimizerRule
@Update("w -= lr * g /* descend */")
interface ForeignCommentRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [foreign-comment] `/*` does not start a comment
//
//     w -= lr * g /* descend */
//                 ^^
//   comments start with `//`
