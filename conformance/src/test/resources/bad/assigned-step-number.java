package bad;

import dev.optweave.*;

/** Counting by hand. */
@OptimizerRule
@Update({
    "t = t + 1",
    "w -= lr * g / t"
})
interface AssignedStepNumberRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [assigned-step-number] `t` is the step number, which counts by itself
//
//     t = t + 1
//     ^
//   use another name
