package bad;

import dev.optweave.*;

/** Brackets of another kind. */
@OptimizerRule
@Update("w -= lr * [g + w]")
interface GroupingBracketRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [grouping-bracket] `[` does not group
//
//     w -= lr * [g + w]
//               ^
//   group with parentheses: `(` and `)`
