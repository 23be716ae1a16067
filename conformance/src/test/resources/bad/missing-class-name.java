package bad;

import dev.optweave.*;

/** A name that leaves none for the optimizer. */
@OptimizerRule
@Update("w -= lr * g")
interface Descent {
    @LearningRate(1e-3) double lr();
}

// error [6,1], ECJ [6]
// [missing-class-name] the name `Descent` does not end in `Rule`, so there is no name for the generated class
//   write `@OptimizerRule("MyOptimizer")`, or call the interface `DescentRule`
