package bad;

import dev.optweave.*;

/** A range the wrong way round. */
@OptimizerRule
@Update("w -= lr * g / (abs(g) + eps)")
interface EmptyRangeRule {
    @LearningRate(1e-3) double lr();
    @Hyper(value = 1e-8, min = 1, max = 0) double eps();
}

// error [10,32], ECJ [10]
// [empty-range] no number lies in the range [1, 0] of `eps`
//   `min` must be less than `max`
