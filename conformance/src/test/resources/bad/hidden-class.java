package bad;

import dev.optweave.*;

/** A type called like one that the optimizer imports. */
@OptimizerRule
@Update("w -= lr * g")
interface HiddenClassRule {
    enum Schedule {
        CONSTANT,
        COSINE
    }

    @LearningRate(1e-3) double lr();

    /** Not hidden: the optimizer has a builder of its own. */
    interface Builder {}
}

// error [9,5], ECJ [9]
// [hidden-class] the type `Schedule` of the interface hides the class of that name that the optimizer uses
//   rename it, or declare it outside the interface
