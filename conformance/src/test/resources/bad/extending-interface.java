package bad;

import dev.optweave.*;

/** An heir. */
@OptimizerRule
@Update("w -= lr * g")
interface ExtendingInterfaceRule extends Runnable {
    @LearningRate(1e-3) double lr();
}

// error [8,1], ECJ [8]
// [extending-interface] the interface `ExtendingInterfaceRule` extends `java.lang.Runnable`, and rules cannot be inherited
//   declare all names of the rule in it
