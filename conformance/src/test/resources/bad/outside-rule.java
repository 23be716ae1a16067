package bad;

import dev.optweave.*;

/** Equations of no rule. */
@Update("w -= lr * g")
interface OutsideRule {
    @LearningRate(1e-3) double lr();
}

// error [6,1], ECJ [6]
// [outside-rule] `@Update` has no effect outside a rule
//   annotate the interface with `@OptimizerRule`
