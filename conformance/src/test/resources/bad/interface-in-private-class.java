package bad;

import dev.optweave.*;

class OuterOfPrivateClass {
    private static class Inner {
        /** A rule that nothing else sees. */
        @OptimizerRule
        @Update("w -= lr * g")
        interface InPrivateClassRule {
            @LearningRate(1e-3) double lr();
        }
    }
}

// error [10,9], ECJ [10]
// [interface-in-private-class] the interface `InPrivateClassRule` is inside the private `Inner`, so the optimizer could not implement it
//   remove `private` from `Inner`, or move the rule out of it
