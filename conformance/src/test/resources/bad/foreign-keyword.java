package bad;

import dev.optweave.*;

/** A statement of another language. */
@OptimizerRule
@Update("if t > 1: w -= lr * g")
interface ForeignKeywordRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [foreign-keyword] `if` is not a word of the update language
//
//     if t > 1: w -= lr * g
//     ^^
//   to choose between values, write `where(condition, a, b)`; for every k-th step, `every(k): x = e`
