package bad;

import dev.optweave.*;

/** One value for each tensor, in 16 bits. */
@OptimizerRule
@Update({
    "n = ema(n, norm(g), 0.9)",
    "w -= lr * g / (n + 1)"
})
interface ScalarStorageRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.TENSOR, storage = State.Storage.BFLOAT16) Slot n();
}

// error [13,63], ECJ [13]
// [scalar-storage] the state `n` is one value for each tensor, which is kept in double and not in `BFLOAT16`
//   remove `storage`; only a state per element can be kept in fewer bytes
