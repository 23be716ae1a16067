package bad;

import dev.optweave.*;

/** A gradient called by a sign that is no letter. */
@OptimizerRule(gradient = "∇")
@Update("w -= lr * ∇")
interface UnwritableGradientRule {
    @LearningRate(1e-3) double lr();
}

// error [6,27], ECJ [6]
// [invalid-name] `∇` is not a name that Java allows
//   choose another name
