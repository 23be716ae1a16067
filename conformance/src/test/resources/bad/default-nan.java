package bad;

import dev.optweave.*;

/** A rate that is not a number, and one below its own minimum. */
@OptimizerRule
@Update("w -= lr * g / (abs(g) + eps)")
interface DefaultNanRule {
    @LearningRate(Double.NaN) double lr();
    @Hyper(value = 0, min = 0, minExclusive = true) double eps();
}

// error [9,25], ECJ [9]
// [default-not-finite] the default NaN of `lr` is not a finite number
//   choose a finite one
//
// error [10,20], ECJ [10]
// [default-out-of-range] the default 0 of `eps` is outside its range (0, ∞)
//   choose a value in the range
