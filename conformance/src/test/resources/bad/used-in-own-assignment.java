package bad;

import dev.optweave.*;

/** A state that is not declared. */
@OptimizerRule
@Update({
    "b = 0.9 * b + g",
    "w -= lr * b"
})
interface UsedInOwnAssignmentRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [used-in-own-assignment] `b` is used in the equation that first assigns it
//
//     b = 0.9 * b + g
//               ^
//   if it should last from step to step, declare a state: `@State Slot b();`
