package bad;

import dev.optweave.*;

/** A period that differs within a tensor. */
@OptimizerRule
@Update("every(g): w -= lr * g")
interface PeriodKindRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [period-kind] the period of `every` differs within a step
//
//     every(g): w -= lr * g
//           ^
//   use a whole number, a hyperparameter, or an expression of those
