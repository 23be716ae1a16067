package bad;

import dev.optweave.*;

/** An operator at the end. */
@OptimizerRule
@Update("w -= lr * g *")
interface MissingOperandRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [missing-operand] a value is missing after `*`
//
//     w -= lr * g *
//                 ^
