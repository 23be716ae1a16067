package bad;

import dev.optweave.*;

/** A division that cannot be guarded. */
@OptimizerRule
@Update("w -= lr * g / 0")
interface DivisionByZeroRule {
    @LearningRate(1e-3) double lr();
}

// warning [7,9], ECJ [7]
// [unguarded-division] this divides by `0`, which is zero
//
//     w -= lr * g / 0
//                   ^
//   divide by a number that is not zero
