package bad;

import dev.optweave.*;

/** A string with nothing in it. */
@OptimizerRule
@Update({
    "",
    "w -= lr * g"
})
interface EmptyEquationRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [empty-equation] there is no equation here
//   write `name = expression`, or remove the string
