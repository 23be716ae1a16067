package bad;

import dev.optweave.*;

/** A function without arguments. */
@OptimizerRule
@Update("w -= lr * sign * g")
interface FunctionAsValueRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [function-as-value] `sign` is a function, not a value
//
//     w -= lr * sign * g
//               ^^^^
//   call it: `sign(x)`
