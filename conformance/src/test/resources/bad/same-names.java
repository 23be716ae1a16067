package bad;

import dev.optweave.*;

/** One name for two things. */
@OptimizerRule(parameter = "x", gradient = "x")
@Update("x -= lr * g")
interface SameNamesRule {
    @LearningRate(1e-3) double lr();
}

// error [6,44], ECJ [6]
// [reserved-name] the name `x` is taken: it is the parameter
//   choose another name
