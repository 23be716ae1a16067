package bad;

import dev.optweave.*;

/** A period without its colon. */
@OptimizerRule
@Update("every(10) w -= lr * g")
interface MalformedEveryRule {
    @LearningRate(1e-3) double lr();
}

// error [7,9], ECJ [7]
// [malformed-every] this `every` is not complete
//
//     every(10) w -= lr * g
//     ^^^^^^^^^
//   write `every(k): x = e`
