package bad;

import dev.optweave.*;

/** A name in quotes. */
@OptimizerRule
@Update("w -= 'lr' * g")
interface StringLiteralRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [string-literal] text in quotes has no meaning in an equation
//
//     w -= 'lr' * g
//          ^^^^
//   write the name without quotes
