package bad;

import dev.optweave.*;

/** Adding to nothing. */
@OptimizerRule
@Update({
    "b += g^2",
    "w -= lr * g / (sqrt(b) + 1)"
})
interface CompoundWithoutValueRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [compound-without-value] `b` has no value that `+=` could change
//
//     b += g^2
//     ^
//   assign it with `=` first, or declare a state: `@State Slot b();`
