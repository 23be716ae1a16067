package bad;

import dev.optweave.*;

/** A name for nothing. */
@OptimizerRule
@Update("w -= lr * g")
interface UnusedHyperparameterRule {
    @LearningRate(1e-3) double lr();
    @Hyper(1e-8) double eps();
}

// warning [10,25], ECJ [10]
// [unused-hyperparameter] the hyperparameter `eps` is never used
//   remove it, or use it in the equations
