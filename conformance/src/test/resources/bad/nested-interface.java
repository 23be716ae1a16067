package bad;

import dev.optweave.*;

class Experiment {
    /** A rule beside the code that uses it. */
    @OptimizerRule
    @Update("w -= lr * grad")
    interface NestedRule {
        @LearningRate(1e-3) double lr();
    }

    final Nested.Builder builder = Nested.builder().lr(0.1);
}

// error [8,13], ECJ [8]
// [unknown-name] no name `grad` in this rule
//
//     w -= lr * grad
//               ^^^^
//   the gradient is `g`; to rename it, `@OptimizerRule(gradient = "grad")`
