package bad;

import dev.optweave.*;

/** A name with and without arguments. */
@OptimizerRule
@Update("w -= lr * g")
interface OverloadRule {
    @LearningRate(1e-3) double lr();
    double lr(int epoch);
}

// error [10,12], ECJ [10]
// [method-parameters] the method `lr` takes arguments, which a declared name cannot
//   remove them, or give the method a body
