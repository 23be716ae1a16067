package bad;

import dev.optweave.*;

/** A point that says nothing. */
@OptimizerRule
@GradientAt("")
@Update("w -= lr * g")
interface EmptyExpressionRule {
    @LearningRate(1e-3) double lr();
}

// error [7,13], ECJ [7]
// [empty-expression] there is no expression here
