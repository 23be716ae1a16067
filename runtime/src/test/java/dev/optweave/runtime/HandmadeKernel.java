package dev.optweave.runtime;

import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;

/** A kernel written by hand, which computes no scalars unless it says so. */
abstract class HandmadeKernel extends RuleKernel {

    HandmadeKernel(KernelLayout layout) {
        super(layout);
    }

    @Override
    public void loopScalars(
            Section section, int phase, TensorStep tensor, ScalarArguments arguments) {
        throw new UnsupportedOperationException("written by hand, in Java alone");
    }
}
