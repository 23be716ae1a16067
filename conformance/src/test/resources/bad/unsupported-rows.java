package bad;

import dev.optweave.*;

/** A mean of each row. */
@OptimizerRule
@Update("w -= lr * g / (rows(mean(g^2)) + 1)")
interface UnsupportedRowsRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unsupported-rows] `rows` is not supported yet
//
//     w -= lr * g / (rows(mean(g^2)) + 1)
//                    ^^^^
//   reduce over a whole tensor, or over all with `all(…)`
