package bad;

import dev.optweave.*;

/** A name of some type. */
@OptimizerRule
@Update("w -= lr * g")
interface MethodTypeParametersRule {
    @LearningRate(1e-3) <T> double lr();
}

// error [9,36], ECJ [9]
// [method-type-parameters] the method `lr` has type parameters
//   remove them
