package bad;

import dev.optweave.*;

/** A division by what starts at zero. */
@OptimizerRule
@Update("w -= lr * (g + w / lr)")
interface DivisionByLearningRateRule {
    @LearningRate(1e-3) double lr();
}

// warning [7,9], ECJ [7]
// [division-by-learning-rate] this divides by the learning rate `lr`, which may be 0 during warm-up
//
//     w -= lr * (g + w / lr)
//                        ^^
//   rewrite the equations so that the learning rate only multiplies
