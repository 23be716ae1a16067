package bad;

import dev.optweave.*;

/** A name that should last, but is no state. */
@OptimizerRule
@Update({
    "q = old(q) + g",
    "w -= lr * q"
})
interface OldOfLocalRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [old-of-non-state] `old(q)` is not defined
//
//     q = old(q) + g
//         ^^^^^^
//   `q` lasts for one step; to keep it, declare a state: `@State Slot q();`
