package bad;

import dev.optweave.*;

/** The names of the paper. */
@OptimizerRule(parameter = "θ", gradient = "dL")
@Update({
    "m = ema(m, dL, β1)",
    "θ -= η * hat(m) / (sqrt(v̂) + ε)"
})
interface UnicodeNamesRule {
    @LearningRate(1e-3) double η();
    @DecayRate(0.9) double β1();
    @Hyper(1e-8) double ε();
    @State @BiasCorrection("β1") Slot m();
}

// error [9,5], ECJ [7]
// [unknown-name] no name `v̂` in this rule
//
//     θ -= η * hat(m) / (sqrt(v̂) + ε)
//                             ^
//   names are declared by methods, as in `@Hyper(1e-8) double v̂();`
