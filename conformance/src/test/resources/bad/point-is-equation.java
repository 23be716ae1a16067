package bad;

import dev.optweave.*;

/** An equation for a point. */
@OptimizerRule
@GradientAt("w = w + 0.1")
@Update("w -= lr * g")
interface PointIsEquationRule {
    @LearningRate(1e-3) double lr();
}

// error [7,13], ECJ [7]
// [point-is-equation] `@GradientAt` takes an expression, not an equation
//
//     w = w + 0.1
//       ^
//   write only what stands right of `=`
