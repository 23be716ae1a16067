package bad;

import dev.optweave.*;

/** An update as a function would give it. */
@OptimizerRule
@Update("return w - lr * g")
interface ReturningRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [foreign-keyword] `return` is not a word of the update language
//
//     return w - lr * g
//     ^^^^^^
//   a rule returns nothing: assign to its parameter
