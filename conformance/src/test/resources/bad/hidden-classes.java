package bad;

import dev.optweave.*;

/** Types called like classes that the optimizer uses, its own among them. */
@OptimizerRule
@Update("w -= lr * sqrt(g)")
interface HiddenClassesRule {
    @LearningRate(1e-3) double lr();

    interface HiddenClasses {}

    class HiddenClassesVector {}

    @interface Override {}
}

class UseOfHiddenClasses {
    final HiddenClasses.Builder builder = HiddenClasses.builder().lr(0.1);
}

// error [11,5], ECJ [11]
// [hidden-class] the type `HiddenClasses` of the interface hides the class of that name that the optimizer uses
//   rename it, or declare it outside the interface
//
// error [13,5], ECJ [13]
// [hidden-class] the type `HiddenClassesVector` of the interface hides the class of that name that the optimizer uses
//   rename it, or declare it outside the interface
//
// error [15,6], ECJ [15]
// [hidden-class] the type `Override` of the interface hides the class of that name that the optimizer uses
//   rename it, or declare it outside the interface
