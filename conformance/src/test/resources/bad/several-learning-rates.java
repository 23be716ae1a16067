package bad;

import dev.optweave.*;

/** Two learning rates. */
@OptimizerRule
@Update("w -= lr * g + lr2 * sign(g)")
interface SeveralLearningRatesRule {
    @LearningRate(1e-3) double lr();
    @LearningRate(1e-4) double lr2();
}

// error [10,5], ECJ [10]
// [several-learning-rates] a second learning rate: `lr` is one already
//   declare further ones with `@Hyper`, with `min = 0`
