package bad;

import dev.optweave.*;

/** The increment of C. */
@OptimizerRule
@Update({
    "c++",
    "w -= lr * g / c"
})
interface IncrementRule {
    @LearningRate(1e-3) double lr();
    @State(shape = State.Shape.STEP) Slot c();
}

// error [8,5], ECJ [7]
// [increment] `++` is not an operator here
//
//     c++
//      ^^
//   write `c += 1`
