package bad;

import dev.optweave.*;

/** A number in place of a truth. */
@OptimizerRule
@Update("w -= where(g, lr, 0)")
interface TruthExpectedRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [truth-expected] this is a number, where true or false is needed
//
//     w -= where(g, lr, 0)
//                ^
//   compare it with another number: `x > 0`
