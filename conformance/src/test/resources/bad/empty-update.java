package bad;

import dev.optweave.*;

/** An empty list of equations. */
@OptimizerRule
@Update({})
interface EmptyUpdateRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [empty-update] the rule `EmptyUpdateRule` has an empty list of equations
//   write `@Update("w -= lr * g")`
