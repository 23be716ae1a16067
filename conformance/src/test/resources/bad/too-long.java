package bad;

import dev.optweave.*;

/** Parentheses within parentheses without end. */
@OptimizerRule
@Update("w -= lr * " + Deep.P + Deep.P + "g" + Deep.Q + Deep.Q)
interface TooLongRule {
    @LearningRate(1e-3) double lr();
}

class Deep {
    static final String P4 = "((((((((((((((((((((((((((((((((";
    static final String P = P4 + P4 + P4 + P4 + P4 + P4 + P4 + P4;
    static final String Q4 = "))))))))))))))))))))))))))))))))";
    static final String Q = Q4 + Q4 + Q4 + Q4 + Q4 + Q4 + Q4 + Q4;
}

// error [7,55], ECJ [7]
// [too-long] this equation is too long
//
//     …((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((…
//                                                                  ^
//   split it: assign parts of it to names of their own first
