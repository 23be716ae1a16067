package dev.optweave.samples.rules;

import dev.optweave.DecayRate;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Momentum of which only the sign counts (Signum; Bernstein and others, 2018), held back where it
 * disagrees with the gradient, in the manner of cautious optimizers (Liang and others, 2024).
 *
 * <p>{@code mean} is a reduction over each tensor: the rule is split into two loops by itself.
 */
@OptimizerRule
@Update({
    "m = ema(m, g, beta)",
    "agrees = where(m * g > 0, 1, 0)",
    "w -= lr * sign(m) * agrees / max(mean(agrees), 0.001)"
})
@SuppressWarnings("optweave:missing-bias-correction")
interface SignMomentumRule {

    /** How far a step goes, in every coordinate. */
    @LearningRate(1e-3)
    double lr();

    /** The decay rate of the momentum. */
    @DecayRate(0.9)
    double beta();

    /** Pulls the parameters towards zero, apart from the gradient. */
    @WeightDecay(value = 0, mode = WeightDecay.Mode.DECOUPLED)
    double weightDecay();

    /** The gradient's moving average. */
    @State
    Slot m();
}
