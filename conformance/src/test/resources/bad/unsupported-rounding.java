package bad;

import dev.optweave.*;

/** A state rounded at random. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "w -= lr * m"
})
interface UnsupportedRoundingRule {
    @LearningRate(1e-3) double lr();
    @State(rounding = State.Rounding.STOCHASTIC) Slot m();
}

// error [13,37], ECJ [13]
// [unsupported-rounding] the rounding `STOCHASTIC` is not supported yet
//   leave it out: values are rounded to nearest
