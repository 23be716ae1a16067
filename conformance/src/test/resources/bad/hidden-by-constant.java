package bad;

import dev.optweave.*;

/** A constant called like a class whose functions the optimizer calls. */
@OptimizerRule
@Update("w -= lr * sqrt(g)")
interface HiddenByConstantRule {
    double Math = 1;

    @LearningRate(1e-3) double lr();
}

// error [9,12], ECJ [9]
// [hidden-class] the constant `Math` of the interface hides the class of that name that the optimizer uses
//   rename it, or declare it outside the interface
