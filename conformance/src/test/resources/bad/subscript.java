package bad;

import dev.optweave.*;

/** A subscript of LaTeX. */
@OptimizerRule
@Update({
    "m_t = ema(m, g, beta1)",
    "w -= lr * hat(m)"
})
interface SubscriptRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [8,5], ECJ [7]
// [subscript] `m_t` has a subscript, and names here have none
//
//     m_t = ema(m, g, beta1)
//     ^^^
//   write `m`: a name stands for its latest value
