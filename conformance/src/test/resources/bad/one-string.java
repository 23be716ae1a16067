package bad;

import dev.optweave.*;

/** Two mistakes in one string. */
@OptimizerRule
@Update("d = 2g; w -= lr * Math.abs(d)")
interface OneStringRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [implicit-multiplication] no operator between `2` and `g`
//
//     d = 2g; w -= lr * Math.abs(d)
//         ^^
//   to multiply, write `2*g`
//
// error [7,9], ECJ [7]
// [qualified-name] `Math.abs` has a dot, and names here have none
//
//     d = 2g; w -= lr * Math.abs(d)
//                       ^^^^^^^^
//   write `abs(d)`
