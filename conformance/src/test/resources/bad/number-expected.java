package bad;

import dev.optweave.*;

/** A truth in place of a number. */
@OptimizerRule
@Update("w -= lr * (g > 0)")
interface NumberExpectedRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [number-expected] this is true or false, where a number is needed
//
//     w -= lr * (g > 0)
//               ^^^^^^^
//   to choose between numbers, write `where(condition, a, b)`
