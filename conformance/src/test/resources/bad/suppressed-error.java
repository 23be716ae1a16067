package bad;

import dev.optweave.*;

/** An error's code and a lint that does not exist, both on a method; a third that is suppressed. */
@OptimizerRule
@Update("w -= lr * g")
interface SuppressedErrorRule {
    @SuppressWarnings({"unused", "optweave:unknown-name"}) @LearningRate(1e-3) double lr();
    @SuppressWarnings({"optweave:unused-hyperparameter", "optweave:all", "optweave:unknown-lint"})
    @Hyper(1) double spare();
}

// warning [9,23], ECJ [9]
// [unknown-lint] no lint `unknown-name`, so this suppresses nothing
//   errors cannot be suppressed: the lints are `unread-state`, `unused-hyperparameter`, `missing-bias-correction`, `unguarded-division`, `vanishing-epsilon`, `double-weight-decay`, `division-by-learning-rate`, `gradient-scale`, `unknown-lint`
