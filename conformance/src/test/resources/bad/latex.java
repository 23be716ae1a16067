package bad;

import dev.optweave.*;

/** LaTeX itself. */
@OptimizerRule
@Update("w -= \\frac{lr}{2} * g")
interface LatexRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [latex] `\frac` is LaTeX
//
//     w -= \frac{lr}{2} * g
//          ^^^^^
//   write functions by their names, `sqrt(x)`, and fractions as `a/b`
