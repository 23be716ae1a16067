package bad;

import dev.optweave.*;

/** A rule of some type. */
@OptimizerRule
@Update("w -= lr * g")
interface GenericInterfaceRule<T> {
    @LearningRate(1e-3) double lr();
}

// error [8,1], ECJ [8]
// [generic-interface] the interface `GenericInterfaceRule` has type parameters
//   remove them
