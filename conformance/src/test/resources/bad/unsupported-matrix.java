package bad;

import dev.optweave.*;

/** A product of matrices. */
@OptimizerRule
@Update("w -= lr * matmul(w, g)")
interface UnsupportedMatrixRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unsupported-matrix] the matrix function `matmul` is not supported yet
//
//     w -= lr * matmul(w, g)
//               ^^^^^^
