package dev.optweave.runtime.internal;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.KernelLayout.Loop;

/** Gets memory for values of a tensor. */
public interface Allocator {

    /** Memory of a tensor's own. */
    Allocator APART =
            (tensor, stream, format, rounding) -> format.allocate(tensor.length(), rounding);

    /**
     * Zeros, one for each element.
     *
     * @param stream a state's place in the rule, {@link Loop#GRADIENT} for sums of gradients, or
     *     {@link Loop#PARAMETER} for averages of parameters
     */
    Stream allocate(TensorMemory tensor, int stream, Format format, Rounding rounding);
}
