package bad;

import dev.optweave.*;

/** A value for each tensor where one a step is kept. */
@OptimizerRule
@Update({
    "n = norm(g)",
    "w -= lr * g / (n + 1)"
})
interface NeedsAllRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.STEP) Slot n();
}

// error [8,5], ECJ [7]
// [needs-all] `n` keeps one value a step, but this has one for each tensor
//
//     n = norm(g)
//         ^^^^^^^
//   reduce over all tensors: `all(norm(g))`
