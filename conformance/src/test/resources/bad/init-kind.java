package bad;

import dev.optweave.*;

/** One value that starts as many. */
@OptimizerRule
@Update({
    "n = max(n, norm(g))",
    "w -= lr * g / n"
})
interface InitKindRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.TENSOR, init = "w") Slot n();
}

// error [13,47], ECJ [13]
// [init-kind] the `init` of `n` has a value for each element, but the state keeps one for each tensor
//
//     w
//     ^
//   use numbers and hyperparameters, or declare the state per element
