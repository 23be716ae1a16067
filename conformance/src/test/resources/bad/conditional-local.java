package bad;

import dev.optweave.*;

/** A name without a value on most steps. */
@OptimizerRule
@Update({
    "every(10): d = g",
    "w -= lr * d"
})
interface ConditionalLocalRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [conditional-local] the local name `d` has no value on the steps that `every` leaves out
//
//     every(10): d = g
//                ^
//   assign it without `every`, or declare a state: `@State Slot d();`
