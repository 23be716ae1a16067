package dev.optweave.optimizers;

import static dev.optweave.WeightDecay.Mode.L2;

import dev.optweave.EvaluateAt;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/**
 * Averaged stochastic gradient descent (Polyak and Juditsky, 1992), with a decaying step and the
 * parameter itself decayed (Bottou's schedule). Equals PyTorch's {@code ASGD} at a constant
 * learning rate; a scheduled one counts at once here, a step later there. Evaluates at the average
 * of the parameters from step {@code t0} on.
 */
@OptimizerRule
@EvaluateAt("ax")
@Update({
    "eta = lr / (1 + lambd*lr*(t - 1))^alpha",
    "mu = 1 / max(1, t - 1 - t0)",
    "w = (1 - lambd*eta)*w - eta*g",
    "ax = where(mu == 1, w, ax + mu*(w - ax))"
})
interface AsgdRule {
    /** The learning rate, at least 0. */
    @LearningRate(1e-2)
    double lr();

    /** The decay of the parameter and of the step, at least 0. */
    @Hyper(value = 1e-4, min = 0)
    double lambd();

    /** The power of the step's decay, at least 0. */
    @Hyper(value = 0.75, min = 0)
    double alpha();

    /** The step after which averaging starts, at least 0. */
    @Hyper(value = 1e6, min = 0)
    double t0();

    /** The weight decay, at least 0: its multiple of the parameter is added to the gradient. */
    @WeightDecay(mode = L2)
    double weightDecay();

    /** The average of the parameters. */
    @State
    Slot ax();
}
