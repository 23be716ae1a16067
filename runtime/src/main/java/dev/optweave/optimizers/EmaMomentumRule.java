package dev.optweave.optimizers;

import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;

/**
 * Momentum as a moving average of the gradients, without correction of its bias towards zero. The
 * learning rate keeps the meaning that it has for {@link Sgd}.
 */
@OptimizerRule
@Update({"m = ema(m, g, beta)", "w -= lr * m"})
// The first steps are meant to be small: that is this form.
@SuppressWarnings("optweave:missing-bias-correction")
interface EmaMomentumRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** The decay rate of the average, in [0, 1). */
    @DecayRate(0.9)
    double beta();

    /** The moving average of the gradients. */
    @State
    Slot m();
}
