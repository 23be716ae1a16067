package bad;

import dev.optweave.*;

/** A state in 16 bits. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "w -= lr * m"
})
interface UnsupportedStorageRule {
    @LearningRate(1e-3) double lr();
    @State(storage = State.Storage.BFLOAT16) Slot m();
}

// error [13,35], ECJ [13]
// [unsupported-storage] the storage `BFLOAT16` is not supported yet
//   leave it out: a state is kept in the parameter's type
