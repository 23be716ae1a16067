package bad;

import dev.optweave.*;

/** No equations. */
@OptimizerRule
interface MissingUpdateRule {
    @LearningRate(1e-3) double lr();
}

// error [6,1], ECJ [6]
// [missing-update] the rule `MissingUpdateRule` has no equations
//   add `@Update("w -= lr * g")`
