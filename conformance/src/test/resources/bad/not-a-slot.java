package bad;

import dev.optweave.*;

/** A state of a type of one's own. */
@OptimizerRule
@Update({
    "m = ema(m, g, beta)",
    "w -= lr * hat(m)"
})
interface NotASlotRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta();
    @State @BiasCorrection("beta") void m();
}

// error [14,41], ECJ [14]
// [return-type] the method `m` returns `void`
//   a state is declared as `Slot m();`
