package bad;

import dev.optweave.*;

/** A correction with a rate that does not exist. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface UnknownDecayRateRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta") Slot m();
}

// error [14,28], ECJ [14]
// [unknown-decay-rate] the bias correction of `m` names `beta`, which is not a decay rate
//   a decay rate with a similar name exists: `beta1`
