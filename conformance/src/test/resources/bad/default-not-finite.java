package bad;

import dev.optweave.*;

/** A rate without end. */
@OptimizerRule
@Update("w -= lr * g")
interface DefaultNotFiniteRule {
    @LearningRate(1 / 0.0) double lr();
}

// error [9,21], ECJ [9]
// [default-not-finite] the default Infinity of `lr` is not a finite number
//   choose a finite one
