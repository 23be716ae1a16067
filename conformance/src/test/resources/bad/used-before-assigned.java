package bad;

import dev.optweave.*;

/** Equations in the wrong order. */
@OptimizerRule
@Update({
    "w -= lr * d",
    "d = g / (abs(g) + 1)"
})
interface UsedBeforeAssignedRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [used-before-assigned] `d` is used before it is assigned
//
//     w -= lr * d
//               ^
//   move the equation that assigns it up
