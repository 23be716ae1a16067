package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.storage.Format;
import java.util.List;

/** What happens to gradients on the device before the equations see them. */
final class GradientLoops {

    private final DeviceParameters parameters;
    private final OpenClDevice device;
    private final List<TensorMemory> tensors;
    private final TensorStreams streams;
    private final Launcher launcher;
    private final Program program;
    private final long[][] kernels = new long[Kind.values().length][Format.values().length];

    /** What a kernel does to gradients. */
    private enum Kind {
        BEGIN("begin"),
        ACCUMULATE("accumulate"),
        CLAMP("clamp"),
        SQUARES("squares");

        private final String kernel;

        Kind(String kernel) {
            this.kernel = kernel;
        }
    }

    GradientLoops(
            DeviceParameters parameters,
            List<TensorMemory> tensors,
            TensorStreams streams,
            Launcher launcher) {
        this.parameters = parameters;
        this.device = parameters.device();
        this.tensors = tensors;
        this.streams = streams;
        this.launcher = launcher;
        this.program = device.program("gradients.cl", Resources.gradients(), "");
    }

    /** Begins the kernel for gradients of a format; it is looked up when it is needed first. */
    private void begin(Kind kind, TensorMemory tensor, Format format) {
        long kernel = kernels[kind.ordinal()][format.ordinal()];
        if (kernel == 0) {
            kernel = launcher.kernel(program, kind.kernel + type(tensor, format));
            kernels[kind.ordinal()][format.ordinal()] = kernel;
        }
        launcher.begin(kernel, tensor.length());
    }

    private static String type(TensorMemory tensor, Format format) {
        return switch (format) {
            case FLOAT64 -> "_double";
            case FLOAT32 -> "_float";
            case BFLOAT16 -> "_bfloat16";
            case BFLOAT16_KAHAN, FLOAT16, INT8_BLOCK ->
                    throw new IllegalArgumentException(
                            "gradient of tensor `" + tensor.name() + "` in " + format);
        };
    }

    private static Format given(TensorMemory tensor, DeviceParameters parameters) {
        boolean narrow = parameters.tensors().get(tensor.index()).hasBFloat16Gradient();
        return narrow ? Format.BFLOAT16 : tensor.isDouble() ? Format.FLOAT64 : Format.FLOAT32;
    }

    private Format shown(TensorMemory tensor) {
        Format sum = tensor.isDouble() ? Format.FLOAT64 : Format.FLOAT32;
        return tensor.readsSum() ? sum : given(tensor, parameters);
    }

    /** Puts each given gradient into its sum, or adds it to what is there. */
    void accumulate(boolean first) {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory tensor = tensors.get(t);
            if (tensor.length() > 0) {
                begin(first ? Kind.BEGIN : Kind.ACCUMULATE, tensor, given(tensor, parameters));
                launcher.buffer(streams.sum(t));
                launcher.buffer(parameters.gradientStream(t));
                launcher.launchEach(tensor.length());
            }
        }
    }

    /** Limits the gradients that the kernels see. */
    void clamp(double limit) {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory tensor = tensors.get(t);
            if (tensor.length() > 0) {
                begin(Kind.CLAMP, tensor, shown(tensor));
                launcher.buffer(streams.shownGradient(t));
                launcher.scalars(tensor.isDouble()).add(limit);
                launcher.launchEach(tensor.length());
            }
        }
    }

    /** Sums the squares of the gradients that the kernels see, block by block. */
    void square(BlockResults results, double[][] blocks) {
        for (int t = 0; t < tensors.size(); t++) {
            TensorMemory tensor = tensors.get(t);
            if (tensor.length() > 0) {
                begin(Kind.SQUARES, tensor, shown(tensor));
                launcher.buffer(streams.shownGradient(t));
                launcher.buffer(results.stream(t, 0));
                launcher.launchBlocks(tensor.blocks());
            }
        }
        results.fetch();
        for (int t = 0; t < blocks.length; t++) {
            results.get(t, 0, blocks[t]);
        }
    }

    /** Throws if the device cannot sum squares up, which is done in double. */
    void requireSquares(String rule) {
        if (!device.info().fp64()) {
            throw new OpenClException(
                    rule
                            + ": gradients cannot be clipped by norm, nor skipped if they are not"
                            + " finite, on device "
                            + device
                            + ", because norms are summed up in double and it does not compute in"
                            + " double; clip by value, or choose a device with cl_khr_fp64");
        }
    }
}
