package bad;

import dev.optweave.*;

/** A class with a blank in its name. */
@OptimizerRule("My Optimizer")
@Update("w -= lr * g")
interface ClassNameRule {
    @LearningRate(1e-3) double lr();
}

// error [6,16], ECJ [6]
// [class-name] `My Optimizer` is not a name for a class
//   write a simple name such as `AdamW`
