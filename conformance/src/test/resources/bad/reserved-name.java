package bad;

import dev.optweave.*;

/** A state named as the step number. */
@OptimizerRule
@Update("w -= lr * g")
interface ReservedNameRule {
    @LearningRate(1e-3) double lr();
    @State Slot t();
}

// error [10,17], ECJ [10]
// [reserved-name] the name `t` is taken: it is the step number
//   choose another name
