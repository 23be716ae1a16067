package bad;

import dev.optweave.*;

/** A descent that climbs. */
@OptimizerRule
@Update("w -= lr * g")
interface NegativeRateRule {
    @LearningRate(-1) double lr();
}

// error [9,19], ECJ [9]
// [default-out-of-range] the default -1 of `lr` is outside its range [0, ∞)
//   choose a value in the range
