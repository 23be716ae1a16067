package bad;

import dev.optweave.*;

/** A number that a double would round to zero. */
@OptimizerRule
@Update("w -= lr * g / (abs(g) + 1e-400)")
interface NumberTooSmallRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [number-out-of-range] `1e-400` is too small for a double
//
//     w -= lr * g / (abs(g) + 1e-400)
//                             ^^^^^^
//   the smallest above 0 is 4.9e-324
