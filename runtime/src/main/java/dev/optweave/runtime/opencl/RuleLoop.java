package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.Section;

/**
 * One loop of a rule over one tensor: what its kernel is called with.
 *
 * @param kernels the {@code cl_kernel} for the given gradient, and the one for a sum of several
 * @param buffers its streams, in order, then the results of its reductions
 * @param gradient the place of the gradient among the buffers; -1 if it reads none
 */
record RuleLoop(TensorMemory tensor, Name name, Kernels kernels, long[] buffers, int gradient) {

    /**
     * Which loop of a rule's kernel it is.
     *
     * @param reduces whether it reduces, block by block
     */
    record Name(Section section, int phase, boolean reduces) {}

    /**
     * The kernels to choose from.
     *
     * @param stochastic whether they take a seed
     * @param filled whether they run in whole groups
     */
    record Kernels(long given, long sum, boolean stochastic, boolean filled) {}

    /**
     * Launches it.
     *
     * @param shownGradient the gradient that the loop is to see
     * @param seed what is rounded at random depends on it
     */
    void launch(Launcher launcher, long shownGradient, long seed) {
        launcher.begin(tensor.readsSum() ? kernels.sum() : kernels.given(), tensor.length());
        for (int i = 0; i < buffers.length; i++) {
            launcher.buffer(i == gradient ? shownGradient : buffers[i]);
        }
        tensor.group()
                .kernel()
                .loopScalars(
                        name.section(), name.phase(), tensor, launcher.scalars(tensor.isDouble()));
        if (kernels.stochastic()) {
            launcher.random(tensor, name.section(), seed);
        }
        if (name.reduces()) {
            launcher.launchBlocks(tensor.blocks());
        } else if (kernels.filled()) {
            launcher.launchGroups(tensor.length(), Launcher.GROUP);
        } else {
            launcher.launchEach(tensor.length());
        }
    }
}
