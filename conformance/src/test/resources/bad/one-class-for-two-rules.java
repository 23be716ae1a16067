package bad;

import dev.optweave.*;

class First {
    @OptimizerRule
    @Update("w -= lr * g")
    interface SameRule {
        @LearningRate(1e-3) double lr();
    }
}

class Second {
    @OptimizerRule
    @Update("w -= lr * g")
    interface SameRule {
        @LearningRate(1e-3) double lr();
    }
}

// error [14,5], ECJ [14]
// [class-name-taken] the generated class would be called `Same`, a name that the optimizer of `First.SameRule` has already
//   name it otherwise: `@OptimizerRule("MyOptimizer")`
