package bad;

import dev.optweave.*;

/** A number beyond a double. */
@OptimizerRule
@Update("w -= 1e999 * lr * g")
interface NumberOutOfRangeRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [number-out-of-range] `1e999` is beyond what a double can hold
//
//     w -= 1e999 * lr * g
//          ^^^^^
