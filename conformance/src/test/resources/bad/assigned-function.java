package bad;

import dev.optweave.*;

/** A local named as a function. */
@OptimizerRule
@Update({
    "norm = sqrt(sum(g^2))",
    "w -= lr * g / max(norm, 1)"
})
interface AssignedFunctionRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [assigned-function] `norm` is a function, and cannot be assigned
//
//     norm = sqrt(sum(g^2))
//     ^^^^
//   use another name
