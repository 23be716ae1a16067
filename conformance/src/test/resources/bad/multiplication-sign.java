package bad;

import dev.optweave.*;

/** Multiplication as printed. */
@OptimizerRule
@Update("w -= lr · g")
interface MultiplicationSignRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [multiplication-sign] `·` is not an operator here
//
//     w -= lr · g
//             ^
//   multiplication is written `*`
