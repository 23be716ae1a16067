package bad;

import dev.optweave.*;

/** A correction of a hyperparameter. */
@OptimizerRule
@Update("w -= lr * g")
interface CorrectionWithoutStateRule {
    @DecayRate(0.9) @BiasCorrection("beta1") double beta1();
    @LearningRate(1e-3) double lr();
}

// error [9,21], ECJ [9]
// [correction-without-state] `@BiasCorrection` stands on `beta1`, which is not a state
//   add `@State`, or remove it
