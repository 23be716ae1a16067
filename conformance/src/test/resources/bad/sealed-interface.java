package bad;

import dev.optweave.*;

/** A rule that only one class may implement. */
@OptimizerRule
@Update("w -= lr * g")
sealed interface SealedInterfaceRule permits Chosen {
    @LearningRate(1e-3) double lr();
}

abstract non-sealed class Chosen implements SealedInterfaceRule {}

// error [8,8], ECJ [8]
// [sealed-interface] the interface `SealedInterfaceRule` is sealed, so the optimizer could not implement it
//   remove `sealed`
