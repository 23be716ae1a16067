package bad;

import dev.optweave.*;

/** A number above all doubles. */
@OptimizerRule
@Update("w -= 1e999 * lr * g")
interface NumberOutOfRangeRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [number-out-of-range] `1e999` is too large for a double
//
//     w -= 1e999 * lr * g
//          ^^^^^
//   the largest is 1.8e308
