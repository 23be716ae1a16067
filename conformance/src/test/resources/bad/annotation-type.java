package bad;

import dev.optweave.*;

@OptimizerRule
@Update("w -= lr * g")
@interface AnnotationTypeRule {}

@OptimizerRule
@Update("w -= lr * g")
enum EnumRule {}

// error [5,1], ECJ [5]
// [not-an-interface] `AnnotationTypeRule` is not an interface
//   declare the rule as an `interface`
//
// error [9,1], ECJ [9]
// [not-an-interface] `EnumRule` is not an interface
//   declare the rule as an `interface`
