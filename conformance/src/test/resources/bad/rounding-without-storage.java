package bad;

import dev.optweave.*;

/** A state rounded at random into what holds it exactly. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "w -= lr * m"
})
interface RoundingWithoutStorageRule {
    @LearningRate(1e-3) double lr();
    @State(rounding = State.Rounding.STOCHASTIC) Slot m();
}

// error [13,37], ECJ [13]
// [rounding-without-storage] the state `m` is kept in `SAME`, where nothing is rounded at random
//   remove `rounding`, or choose the storage `BFLOAT16`, `FLOAT16` or `INT8_BLOCK`
