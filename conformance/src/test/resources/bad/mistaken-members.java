package bad;

import dev.optweave.*;

/** Mistakes in the expressions of annotations. */
@OptimizerRule
@GradientAt("w + rho*n")
@EvaluateAt("x +")
@Update({
    "x = ema(x, w, beta)",
    "w -= lr * g"
})
interface MistakenMembersRule {
    @LearningRate(1e-3) double lr();
    @DecayRate(0.9) double beta();
    @Hyper(0.1) double rho();
    @State(init = "ww") Slot x();
}

// error [7,13], ECJ [7]
// [unknown-name] no name `n` in this rule
//
//     w + rho*n
//             ^
//   names are declared by methods, as in `@Hyper(1e-8) double n();`
//
// error [8,13], ECJ [8]
// [missing-operand] a value is missing after `+`
//
//     x +
//       ^
//
// error [17,19], ECJ [17]
// [unknown-name] no name `ww` in this rule
//
//     ww
//     ^^
//   a parameter with a similar name exists: `w`
