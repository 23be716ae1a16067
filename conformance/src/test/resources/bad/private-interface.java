package bad;

import dev.optweave.*;

class OuterOfPrivateRule {
    /** A rule that nothing else sees. */
    @OptimizerRule
    @Update("w -= lr * g")
    private interface PrivateInterfaceRule {
        @LearningRate(1e-3) double lr();
    }
}

// error [9,13], ECJ [9]
// [private-interface] the interface `PrivateInterfaceRule` is private, so the optimizer could not implement it
//   remove `private`
