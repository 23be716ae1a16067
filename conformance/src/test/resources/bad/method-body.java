package bad;

import dev.optweave.*;

/** A value of its own. */
@OptimizerRule
@Update("w -= lr * g")
interface MethodBodyRule {
    @LearningRate(1e-3) default double lr() { return 1; }
}

// error [9,40], ECJ [9]
// [method-body] the method `lr` has a body, but its value comes from the optimizer
//   end the declaration with `;`
