package bad;

import dev.optweave.*;

/** A name with two roles. */
@OptimizerRule
@Update("w -= lr * g")
interface SeveralDeclarationsRule {
    @LearningRate(1e-3) @Hyper(1e-3) double lr();
}

// error [9,25], ECJ [9]
// [several-declarations] the method `lr` is declared as several things: `@LearningRate` and `@Hyper`
//   keep one of the annotations
