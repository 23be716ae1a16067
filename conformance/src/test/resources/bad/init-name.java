package bad;

import dev.optweave.*;

/** A state that starts as another one. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "n = ema(n, g, 0.99)",
    "w -= lr * (m + n)"
})
interface InitNameRule {
    @LearningRate(1e-3) double lr();
    @State(init = "w") Slot m();
    @State(init = "m") Slot n();
}

// error [15,19], ECJ [15]
// [init-name] the `init` of a state cannot use a state `m`
//
//     m
//     ^
//   allowed are numbers, hyperparameters, the parameter and the gradient
