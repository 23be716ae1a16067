package bad;

import dev.optweave.*;

/** The sum of one number. */
@OptimizerRule
@Update("w -= lr * g / sum(lr)")
interface ReductionOfScalarRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [reduction-of-scalar] `sum` reduces over elements, but this has one value a step
//
//     w -= lr * g / sum(lr)
//                       ^^
//   use the value itself, without `sum`
