package bad;

import dev.optweave.*;

/** A correction of one value a tensor. */
@OptimizerRule
@Update({
    "n = ema(n, norm(g), beta1)",
    "w -= lr * g / (n + 1)"
})
interface CorrectionShapeRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State(shape = State.Shape.TENSOR) @BiasCorrection("beta1") Slot n();
}

// error [14,40], ECJ [14]
// [correction-shape] `@BiasCorrection` stands on `n`, which keeps one value for each tensor
//   write `unbias(n, β)`, or declare the state per element
