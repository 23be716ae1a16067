package bad;

import dev.optweave.*;

/** The unused decay rate is a consequence of the misspelling. */
@OptimizerRule
@Update("w -= lr * (1 - bata) * g")
interface LintsWaitForErrorsRule {
    @LearningRate(1e-3) double lr();
    @Hyper(0.9) double beta();
}

// error [7,9], ECJ [7]
// [unknown-name] no name `bata` in this rule
//
//     w -= lr * (1 - bata) * g
//                    ^^^^
//   a hyperparameter with a similar name exists: `beta`
