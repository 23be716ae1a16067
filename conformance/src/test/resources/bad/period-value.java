package bad;

import dev.optweave.*;

/** A period that never comes. */
@OptimizerRule
@Update("every(0): w -= lr * g")
interface PeriodValueRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [period-value] the period of `every` must be a whole number of at least 1, not 0
//
//     every(0): w -= lr * g
//           ^
