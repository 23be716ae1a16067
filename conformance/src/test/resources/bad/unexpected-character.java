package bad;

import dev.optweave.*;

/** A character of no meaning. */
@OptimizerRule
@Update("w -= lr * ¿g")
interface UnexpectedCharacterRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unexpected-character] the character `¿` has no meaning here
//
//     w -= lr * ¿g
//               ^
