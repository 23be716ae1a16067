package bad;

import dev.optweave.*;

/** A point that is one number. */
@OptimizerRule
@GradientAt("lr")
@Update("w -= lr * g")
interface PointKindRule {
    @LearningRate(1e-3) double lr();
}

// error [7,13], ECJ [7]
// [point-kind] `@GradientAt` needs a value for each element, but this has one value a step
//
//     lr
//     ^^
//   write an expression of the parameter or of states per element
