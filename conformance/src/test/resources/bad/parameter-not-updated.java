package bad;

import dev.optweave.*;

/** A rule that changes nothing. */
@OptimizerRule
@Update("m = ema(m, g, beta1)")
interface ParameterNotUpdatedRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta1();
    @State @BiasCorrection("beta1") Slot m();
}

// error [7,9], ECJ [7]
// [parameter-not-updated] no equation updates the parameter `w`
//   write `w -= …`
