package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.EXPLICIT;

import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * LARS (You, Gitman and Ginsburg, 2017): momentum on a gradient scaled, tensor by tensor, to the
 * parameter's norm. A parameter or gradient of norm 0 is not scaled. Equals optax's {@code lars}.
 */
@OptimizerRule
@Update({
    "pull = norm(g) + weightDecay*norm(w) + eps",
    "trust = where(norm(w) > 0 and norm(g) > 0, trustCoefficient*norm(w) / pull, 1)",
    "v = rho*v + trust*(g + weightDecay*w)",
    "w -= lr * v"
})
interface LarsRule {
    /** The learning rate, at least 0. */
    @LearningRate(1)
    double lr();

    /** The share of the velocity that is kept, in [0, 1). */
    @DecayRate(0.9)
    double rho();

    /** The ratio of step to parameter, at least 0. */
    @Hyper(value = 1e-3, min = 0)
    double trustCoefficient();

    /** Added to the norms, so that they are not zero, at least 0. */
    @Hyper(value = 1e-8, min = 0)
    double eps();

    /** The weight decay, at least 0, where the equations put it. */
    @WeightDecay(mode = EXPLICIT)
    double weightDecay();

    /** The velocity. */
    @State
    Slot v();
}
