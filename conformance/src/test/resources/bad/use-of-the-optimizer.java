package bad;

import dev.optweave.*;
import dev.optweave.runtime.Parameters;

/** One mistake, and much code that needs the optimizer. */
@OptimizerRule
@Update("w -= lr * gg")
interface UsedRule {
    @LearningRate(1e-3) double lr();
}

class Training {
    private final Used optimizer;

    Training(Parameters parameters) {
        optimizer = Used.builder().lr(1e-3).lr(step -> 0.1).maximize().build(parameters);
    }

    double run(Used.Builder other, Parameters parameters) {
        optimizer.step();
        UsedRule rule = other.group("a", tensor -> tensor.rank() < 2, g -> g.lr(0)).build(parameters);
        return optimizer.lr() + rule.lr();
    }
}

// error [8,9], ECJ [8]
// [unknown-name] no name `gg` in this rule
//
//     w -= lr * gg
//               ^^
//   a gradient with a similar name exists: `g`
