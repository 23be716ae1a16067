package bad;

import dev.optweave.*;

/** All, but of what. */
@OptimizerRule
@Update("w -= lr * g / all(g)")
interface AllWithoutReductionRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [all-without-reduction] `all` needs a reduction directly inside
//
//     w -= lr * g / all(g)
//                   ^^^^^^
//   write `all(sum(x))`, with one of `sum`, `mean`, `norm`, `norm1` or `maxabs` around `g`
