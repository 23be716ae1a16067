package bad;

import dev.optweave.*;

/** A name that every optimizer has. */
@OptimizerRule
@Update("w -= lr * step * g")
interface MethodTakenRule {
    @LearningRate(1e-3) double lr();
    @Hyper(1) double step();
}

// error [10,22], ECJ [10]
// [method-taken] the name `step` is taken: every optimizer has a method of that name
//   choose another name
