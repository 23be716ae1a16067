package bad;

import dev.optweave.*;

/** A gradient when there is none. */
@OptimizerRule
@EvaluateAt("w - lr * g")
@Update("w -= lr * g")
interface PointUsesGradientRule {
    @LearningRate(1e-3) double lr();
}

// error [7,13], ECJ [7]
// [point-uses-gradient] `@EvaluateAt` cannot use the gradient, which does not exist during evaluation
//
//     w - lr * g
//              ^
//   use the parameter, states and hyperparameters
