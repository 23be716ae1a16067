package bad;

import dev.optweave.*;

/** A state for nothing. */
@OptimizerRule
@Update({
    "m = ema(m, g, 0.9)",
    "w -= lr * g"
})
interface UnreadStateRule {
    @LearningRate(1e-3) double lr();
    @State Slot m();
}

// warning [13,17], ECJ [13]
// [unread-state] the state `m` is never read
//   remove it, or use it in the update of the parameter
