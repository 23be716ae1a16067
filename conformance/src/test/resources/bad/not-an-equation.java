package bad;

import dev.optweave.*;

/** An expression that nothing takes. */
@OptimizerRule
@Update({
    "lr * g",
    "w -= lr * g"
})
interface NotAnEquationRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [not-an-equation] this assigns nothing
//
//     lr * g
//     ^^^^^^
//   write `name = expression`
