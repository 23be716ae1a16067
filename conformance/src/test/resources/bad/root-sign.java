package bad;

import dev.optweave.*;

/** A root as printed. */
@OptimizerRule
@Update("w -= lr * g / (√(abs(g)) + 1)")
interface RootSignRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [root-sign] `√` is not an operator here
//
//     w -= lr * g / (√(abs(g)) + 1)
//                    ^
//   write `sqrt(abs(g))`
