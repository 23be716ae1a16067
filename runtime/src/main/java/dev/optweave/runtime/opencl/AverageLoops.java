package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.Section;
import java.util.List;

/** What keeps moving averages of the parameters on a device: a kernel of its own after updates. */
final class AverageLoops {

    private final List<TensorMemory> tensors;
    private final TensorStreams streams;
    private final Launcher launcher;
    private final Kernels[] kernels;
    private final long[][] parameters;

    /** The kernels that fit one tensor. */
    private record Kernels(long begin, long average, long show, boolean stochastic) {}

    AverageLoops(
            OpenClDevice device,
            List<TensorMemory> tensors,
            TensorStreams streams,
            Launcher launcher) {
        this.tensors = tensors;
        this.streams = streams;
        this.launcher = launcher;
        this.kernels = new Kernels[tensors.size()];
        this.parameters = new long[tensors.size()][];
        for (int t = 0; t < kernels.length; t++) {
            kernels[t] = kernels(device, tensors.get(t));
            parameters[t] = streams.buffers(t, Loop.PARAMETER).stream().mapToLong(b -> b).toArray();
        }
    }

    private Kernels kernels(OpenClDevice device, TensorMemory tensor) {
        StorageOptions options = StorageOptions.ofParameter(tensor);
        Program program = device.program("averages.cl", Resources.averages(), options.text());
        String type = tensor.isDouble() ? "_double" : "_float";
        return new Kernels(
                launcher.kernel(program, "begin" + type),
                launcher.kernel(program, "average" + type),
                launcher.kernel(program, "show" + type),
                options.stochastic());
    }

    private void arguments(long kernel, int tensor) {
        launcher.begin(kernel, tensors.get(tensor).length());
        for (long buffer : parameters[tensor]) {
            launcher.buffer(buffer);
        }
        launcher.buffer(streams.average(tensor));
    }

    /** Sets the averages to the parameters. */
    void begin() {
        for (int t = 0; t < kernels.length; t++) {
            if (tensors.get(t).length() > 0) {
                arguments(kernels[t].begin(), t);
                launcher.launchEach(tensors.get(t).length());
            }
        }
    }

    /** Moves the averages towards the parameters. */
    void average(double weight) {
        for (int t = 0; t < kernels.length; t++) {
            TensorMemory tensor = tensors.get(t);
            if (tensor.length() > 0) {
                arguments(kernels[t].average(), t);
                launcher.scalars(tensor.isDouble()).add(weight);
                launcher.launchEach(tensor.length());
            }
        }
    }

    /** Sets the parameters to the averages. */
    void show(long seed) {
        for (int t = 0; t < kernels.length; t++) {
            TensorMemory tensor = tensors.get(t);
            if (tensor.length() > 0) {
                arguments(kernels[t].show(), t);
                if (kernels[t].stochastic()) {
                    launcher.random(tensor, Section.EVALUATION_POINT, seed);
                }
                launcher.launchEach(tensor.length());
            }
        }
    }
}
