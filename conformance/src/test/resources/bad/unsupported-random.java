package bad;

import dev.optweave.*;

/** Noise. */
@OptimizerRule
@Update("w -= lr * (g + normal())")
interface UnsupportedRandomRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unsupported-random] the random numbers of `normal` are not supported yet
//
//     w -= lr * (g + normal())
//                    ^^^^^^
