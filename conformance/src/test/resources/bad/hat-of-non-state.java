package bad;

import dev.optweave.*;

/** A hat on a local name. */
@OptimizerRule
@Update({
    "d = 2 * g",
    "w -= lr * hat(d)"
})
interface HatOfNonStateRule {
    @LearningRate(1e-3) double lr();
}

// error [9,5], ECJ [7]
// [hat-of-non-state] `hat(d)` is not defined
//
//     w -= lr * hat(d)
//               ^^^^^^
//   `hat` takes a state that has a `@BiasCorrection`; of other values, write `unbias(x, β)`
