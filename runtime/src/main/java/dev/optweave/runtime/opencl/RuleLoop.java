package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.Section;

/**
 * One loop of a rule over one tensor: what its kernel is called with.
 *
 * @param kernel the {@code cl_kernel}
 * @param buffers its streams, in order, then the results of its reductions
 * @param gradient the place of the gradient among the buffers; -1 if it reads none
 * @param reduces whether it reduces, block by block
 */
record RuleLoop(
        TensorMemory tensor,
        LoopName name,
        long kernel,
        long[] buffers,
        int gradient,
        boolean reduces) {

    /** Which loop of a rule's kernel it is. */
    record LoopName(Section section, int phase) {}

    /**
     * Launches it.
     *
     * @param shownGradient the gradient that the loop is to see
     */
    void launch(Launcher launcher, long shownGradient) {
        launcher.begin(kernel, tensor.length());
        for (int i = 0; i < buffers.length; i++) {
            launcher.buffer(i == gradient ? shownGradient : buffers[i]);
        }
        tensor.group()
                .kernel()
                .loopScalars(
                        name.section(), name.phase(), tensor, launcher.scalars(tensor.isDouble()));
        if (reduces) {
            launcher.launch((long) tensor.blocks() * Launcher.LANES, Launcher.LANES);
        } else {
            launcher.launch(tensor.length(), Launcher.GROUP);
        }
    }
}
