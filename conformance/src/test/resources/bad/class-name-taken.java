package bad;

import dev.optweave.*;

/** A class that exists already. */
@OptimizerRule
@Update("w -= lr * g")
interface ClassNameTakenRule {
    @LearningRate(1e-3) double lr();
}

class ClassNameTaken {}

// error [6,1], ECJ [6]
// [class-name-taken] the generated class would be called `ClassNameTaken`, a name that another class of the package has already
//   name it otherwise: `@OptimizerRule("MyOptimizer")`
