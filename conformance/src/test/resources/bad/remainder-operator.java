package bad;

import dev.optweave.*;

/** The remainder of C. */
@OptimizerRule
@Update("w -= where(t % 2 > 0, lr, 0) * g")
interface RemainderOperatorRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [remainder-operator] `%` is not an operator here
//
//     w -= where(t % 2 > 0, lr, 0) * g
//                  ^
//   for a statement that runs on every k-th step, write `every(k): x = e`
