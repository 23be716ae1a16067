package bad;

import dev.optweave.*;

/** Two decays that apply by themselves. */
@OptimizerRule
@Update("w -= lr * g")
interface SeveralWeightDecaysRule {
    @LearningRate(1e-3) double lr();
    @WeightDecay(value = 0.1, mode = WeightDecay.Mode.L2) double l2();
    @WeightDecay(value = 0.1, mode = WeightDecay.Mode.DECOUPLED) double decay();
}

// error [11,5], ECJ [11]
// [several-weight-decays] a second weight decay that applies by itself: `l2` is one already
//   give one of them the mode `EXPLICIT` and write it into the equations
