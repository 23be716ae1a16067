package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.List;

/** Parameters that lie elsewhere than in Java's arrays, and know where loops over them run. */
public interface Placement {

    /**
     * Makes what runs an optimizer's loops.
     *
     * @param tensors the memory of the parameters' tensors, in their order
     */
    Execution execution(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            ExecutionSettings settings);
}
