package dev.optweave.runtime.opencl;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.internal.Execution;
import dev.optweave.runtime.internal.ExecutionSettings;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Placement;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.List;

/** Parameters whose optimizers run on a device. Keeps the runtime's own types out of the API. */
abstract class Resident extends Parameters implements Placement {

    Resident(Parameters host) {
        super(host);
    }

    abstract DeviceParameters self();

    @Override
    public final Execution execution(
            RuleDescriptor rule,
            List<GroupMemory> groups,
            List<TensorMemory> tensors,
            ExecutionSettings settings) {
        return new OpenClExecution(self(), rule, groups, tensors, settings.seed());
    }
}
