package bad;

import dev.optweave.*;

/** The matrix product of Python. */
@OptimizerRule
@Update("w -= lr * (w @ g)")
interface MatrixProductRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [matrix-product] `@` is not an operator here, and matrix products are not supported yet
//
//     w -= lr * (w @ g)
//                  ^
