package bad;

import dev.optweave.*;

/** A hyperparameter in single precision. */
@OptimizerRule
@Update("w -= lr * g")
interface ReturnTypeRule {
    @LearningRate(1e-3) float lr();
}

// error [9,31], ECJ [9]
// [return-type] the method `lr` returns `float`
//   a hyperparameter is declared as `double lr();`
