package bad;

import dev.optweave.*;

/** Many values for one place. */
@OptimizerRule
@Update({
    "n = g^2",
    "w -= lr * g / (sqrt(n) + 1)"
})
interface NeedsReductionRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.TENSOR) Slot n();
}

// error [8,5], ECJ [7]
// [needs-reduction] `n` keeps one value for each tensor, but this has one for each element
//
//     n = g^2
//         ^^^
//   reduce it with `sum`, `mean`, `norm`, `norm1` or `maxabs`, as in `mean(g^2)`
