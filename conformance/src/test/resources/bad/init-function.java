package bad;

import dev.optweave.*;

/** A reduction before the first step. */
@OptimizerRule
@Update({
    "n = max(n, norm(g))",
    "w -= lr * g / n"
})
interface InitFunctionRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.TENSOR, init = "norm(w)") Slot n();
}

// error [13,47], ECJ [13]
// [init-function] the `init` of a state cannot use `norm`
//
//     norm(w)
//     ^^^^
//   use numbers, hyperparameters and functions of a single element
