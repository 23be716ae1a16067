package bad;

import dev.optweave.*;

/** A class. */
@OptimizerRule
@Update("w -= lr * g")
abstract class NotAnInterfaceRule {
    @LearningRate(1e-3) abstract double lr();
}

// error [6,1], ECJ [6]
// [not-an-interface] `NotAnInterfaceRule` is not an interface
//   declare the rule as an `interface`
