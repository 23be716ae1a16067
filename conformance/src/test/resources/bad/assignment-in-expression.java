package bad;

import dev.optweave.*;

/** An assignment inside an expression. */
@OptimizerRule
@Update("w -= lr * (d = g)")
interface AssignmentInExpressionRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [assignment-in-expression] an assignment inside an expression
//
//     w -= lr * (d = g)
//                  ^
//   to compare, write `==`; to assign two names, write two equations
