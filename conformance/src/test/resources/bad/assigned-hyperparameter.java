package bad;

import dev.optweave.*;

/** A schedule inside the equations. */
@OptimizerRule
@Update({
    "lr *= 0.99",
    "w -= lr * g"
})
interface AssignedHyperparameterRule {
    @LearningRate(1e-3) double lr();
}

// error [8,5], ECJ [7]
// [assigned-hyperparameter] `lr` is a learning rate, and equations cannot change it
//
//     lr *= 0.99
//     ^^
//   give the changed value a new name, or schedule `lr` where the optimizer is built
