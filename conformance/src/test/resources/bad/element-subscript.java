package bad;

import dev.optweave.*;

/** An element picked by its index. */
@OptimizerRule
@Update("w -= lr * g[0]")
interface ElementSubscriptRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [subscript] `g[0]` has a subscript, and names here have none
//
//     w -= lr * g[0]
//               ^^^^
//   equations hold for every element: write `g`
