package bad;

import dev.optweave.*;

/** A transform. */
@OptimizerRule(wrap = Object.class)
@Update("w -= lr * g")
interface UnsupportedWrapRule {
    @LearningRate(1e-3) double lr();
}

// error [6,29], ECJ [6]
// [unsupported-wrap] transforms in `wrap` are not supported yet
//   write them into the equations
