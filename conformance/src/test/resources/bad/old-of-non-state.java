package bad;

import dev.optweave.*;

/** An old value of something that has none. */
@OptimizerRule
@Update({
    "d = 2 * g",
    "w -= lr * d * old(lr)"
})
interface OldOfNonStateRule {
    @LearningRate(1e-3) double lr();
}

// error [9,5], ECJ [7]
// [old-of-non-state] `old(lr)` is not defined
//
//     w -= lr * d * old(lr)
//                   ^^^^^^^
//   `old` takes a state or the parameter: their values at the start of the step
