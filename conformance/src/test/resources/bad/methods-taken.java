package bad;

import dev.optweave.*;

/** Methods of its own that every optimizer has already, and one that none has. */
@OptimizerRule
@Update("w -= lr * g")
interface MethodsTakenRule {
    @LearningRate(1e-3) double lr();

    default Slot state(int index) {
        return null;
    }

    default void step() {}

    default Object builder() {
        return lr();
    }

    default double state(double twice) {
        return 2 * twice;
    }
}

// error [11,18], ECJ [11]
// [method-taken] the name `state(int)` is taken: every optimizer has a method of that name
//   choose another name
//
// error [15,18], ECJ [15]
// [method-taken] the name `step` is taken: every optimizer has a method of that name
//   choose another name
//
// error [17,20], ECJ [17]
// [method-taken] the name `builder` is taken: every optimizer has a method of that name
//   choose another name
