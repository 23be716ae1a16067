package bad;

import dev.optweave.*;

/** A comma outside a call. */
@OptimizerRule
@Update("w -= lr, g")
interface UnexpectedSymbolRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unexpected-symbol] `,` has no meaning here
//
//     w -= lr, g
//            ^
