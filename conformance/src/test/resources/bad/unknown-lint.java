package bad;

import dev.optweave.*;

/** A lint's code with a letter too few. */
@OptimizerRule
@Update("w -= lr * g")
@SuppressWarnings("optweave:unguarded-divison")
interface UnknownLintRule {
    @LearningRate(1e-3) double lr();
}

// warning [8,19], ECJ [8]
// [unknown-lint] no lint `unguarded-divison`, so this suppresses nothing
//   did you mean `unguarded-division`? the lints are `unread-state`, `unused-hyperparameter`, `missing-bias-correction`, `unguarded-division`, `vanishing-epsilon`, `double-weight-decay`, `division-by-learning-rate`, `gradient-scale`, `unknown-lint`
