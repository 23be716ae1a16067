package bad;

import dev.optweave.*;

/** A parameter that has another name in this rule. */
@OptimizerRule(parameter = "θ")
@Update("w -= lr * g")
interface RenamedParameterRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unknown-name] no name `w` in this rule
//
//     w -= lr * g
//     ^
//   the parameter is `θ`
