package bad;

import dev.optweave.*;

/** A parameter that is no name. */
@OptimizerRule(parameter = "the weights")
@Update("w -= lr * g")
interface InvalidNameRule {
    @LearningRate(1e-3) double lr();
}

// error [6,28], ECJ [6]
// [invalid-name] `the weights` is not a name that Java allows
//   choose another name
