package dev.optweave.samples.rules;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Adam as a set of lecture notes has it: one decay rate for both moments, and only the second one
 * corrected for its start at zero.
 *
 * <p>The first steps are therefore about (1 - β) times as long as Adam's, which works like a short
 * warm-up. No library does this; copy it to try a slip of your own.
 */
@OptimizerRule
@Update({
    "m = ema(m, g, beta)",
    "v = ema(v, g^2, beta)",
    "w -= lr * m / sqrt(eps + hat(v))"
})
@SuppressWarnings("optweave:missing-bias-correction")
interface LectureAdamRule {

    /** How far a step goes. */
    @LearningRate(1e-3)
    double lr();

    /** The decay rate of both moments. */
    @DecayRate(0.9)
    double beta();

    /** Keeps the root away from zero. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The first moment: the gradient's moving average. */
    @State
    Slot m();

    /** The second moment: the moving average of the gradient's square. */
    @State
    @BiasCorrection("beta")
    Slot v();
}
