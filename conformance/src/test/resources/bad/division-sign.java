package bad;

import dev.optweave.*;

/** Division as printed. */
@OptimizerRule
@Update("w -= lr * (g ÷ 2)")
interface DivisionSignRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [division-sign] `÷` is not an operator here
//
//     w -= lr * (g ÷ 2)
//                  ^
//   division is written `/`
