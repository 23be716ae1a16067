package bad;

import dev.optweave.*;

/** A decay that nothing scales. */
@OptimizerRule
@Update("w -= 0.01 * g")
interface DecayWithoutLearningRateRule {
    @WeightDecay(value = 0.1, mode = WeightDecay.Mode.DECOUPLED) double weightDecay();
}

// error [9,54], ECJ [9]
// [decay-without-learning-rate] decoupled weight decay needs a learning rate to scale it, and the rule has none
//   declare one: `@LearningRate(1e-3) double lr();`, or write the decay out with mode `EXPLICIT`
