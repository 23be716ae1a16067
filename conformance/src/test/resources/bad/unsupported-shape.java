package bad;

import dev.optweave.*;

/** A state for each row. */
@OptimizerRule
@Update({
    "r = ema(r, g^2, 0.9)",
    "w -= lr * g / (sqrt(r) + 1)"
})
interface UnsupportedShapeRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.ROW) Slot r();
}

// error [13,31], ECJ [13]
// [unsupported-shape] the shape `ROW` is not supported yet
//   supported are `ELEMENT`, `TENSOR` and `STEP`
