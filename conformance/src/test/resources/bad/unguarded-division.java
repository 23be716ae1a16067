package bad;

import dev.optweave.*;

/** A division by what may be zero. */
@OptimizerRule
@Update("w -= lr * g / norm(g)")
interface UnguardedDivisionRule {
    @LearningRate(1e-3) double lr();
}

// warning [7,9], ECJ [7]
// [unguarded-division] this divides by `norm(g)`, which can be zero
//
//     w -= lr * g / norm(g)
//                   ^^^^^^^
//   add a small number to it, as in `(norm(g) + eps)`
