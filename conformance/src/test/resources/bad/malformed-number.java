package bad;

import dev.optweave.*;

/** A number that goes wrong. */
@OptimizerRule
@Update("w -= 0.1.5 * lr * g")
interface MalformedNumberRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [malformed-number] `0.1.5` is not a number
//
//     w -= 0.1.5 * lr * g
//          ^^^^^
//   write it as in `0.9`, `1000` or `1e-8`
