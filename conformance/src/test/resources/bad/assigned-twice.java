package bad;

import dev.optweave.*;

/** One name for two values. */
@OptimizerRule
@Update({
    "d = g^2",
    "d = d + 1",
    "w -= lr * g / d"
})
interface AssignedTwiceRule {
    @LearningRate(1e-3) double lr();
}

// error [9,5], ECJ [7]
// [assigned-twice] the local name `d` is assigned twice
//
//     d = d + 1
//     ^
//   use a new name for the second value, or declare a state: `@State Slot d();`
