package bad;

import dev.optweave.*;

/** A decay that is applied twice. */
@OptimizerRule
@Update("w -= lr * (g + weightDecay * w)")
interface DoubleWeightDecayRule {
    @LearningRate(1e-3) double lr();
    @WeightDecay(value = 0.1, mode = WeightDecay.Mode.L2) double weightDecay();
}

// warning [7,9], ECJ [7]
// [double-weight-decay] `weightDecay` already decays the weights by itself, and is applied again here
//
//     w -= lr * (g + weightDecay * w)
//                    ^^^^^^^^^^^
//   remove it from the equations, or declare it with mode `EXPLICIT`
