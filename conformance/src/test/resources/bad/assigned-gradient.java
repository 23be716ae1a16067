package bad;

import dev.optweave.*;

/** A gradient that is changed in place. */
@OptimizerRule
@Update({
    "g = clamp(g, -1, 1)",
    "w -= lr * g"
})
interface AssignedGradientRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [assigned-gradient] `g` is the gradient, and equations cannot change it
//
//     g = clamp(g, -1, 1)
//     ^
//   give the changed gradient a name of its own
