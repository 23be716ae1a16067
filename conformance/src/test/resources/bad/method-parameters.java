package bad;

import dev.optweave.*;

/** A name that takes arguments. */
@OptimizerRule
@Update("w -= lr * g")
interface MethodParametersRule {
    @LearningRate(1e-3) double lr(int epoch);
}

// error [9,32], ECJ [9]
// [method-parameters] the method `lr` takes arguments, which a declared name cannot
//   remove them, or give the method a body
