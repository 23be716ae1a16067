package bad;

import dev.optweave.*;

/** Warnings silenced where they arise; one is not. */
@OptimizerRule
@Update({
    "w -= lr * g / norm(g)",
    "w -= lr * w / lr"
})
@SuppressWarnings("optweave:unguarded-division")
interface SuppressedLintsRule {
    @LearningRate(1e-3) double lr();
    @SuppressWarnings({"unused", "optweave:unused-hyperparameter"}) @Hyper(1) double spare();
    @SuppressWarnings("optweave:unread-state") @State Slot alone();
}

class Experiments {
    @SuppressWarnings("optweave:unused-hyperparameter")
    static class Old {
        @OptimizerRule
        @Update("w -= lr * g")
        interface OldRule {
            @LearningRate(1e-3) double lr();
            @Hyper(1) double spare();
        }
    }
}

// warning [9,5], ECJ [7]
// [division-by-learning-rate] this divides by the learning rate `lr`, which may be 0 during warm-up
//
//     w -= lr * w / lr
//                   ^^
//   rewrite the equations so that the learning rate only multiplies
