package bad;

import dev.optweave.*;

/** A parameter that has not been renamed. */
@OptimizerRule
@Update("θ -= lr * g")
interface GreekParameterRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [unknown-name] no name `θ` in this rule
//
//     θ -= lr * g
//     ^
//   the parameter is `w`; to rename it, `@OptimizerRule(parameter = "θ")`
