package dev.optweave.optimizers;

import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import dev.optweave.runtime.opencl.OpenClException;
import dev.optweave.runtime.opencl.Transfers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What the recorded numbers of other libraries are compared on. */
enum GoldenBackend {
    SCALAR,
    VECTOR,
    OPENCL;

    private @Nullable OpenClDevice device;

    /** Opens the device, for OpenCL; skips the tests where there is none. */
    void open() {
        if (this != OPENCL) {
            return;
        }
        try {
            Assumptions.assumeFalse(OpenCl.devices().isEmpty(), "no OpenCL device on this machine");
        } catch (OpenClException e) {
            Assumptions.abort("no OpenCL on this machine: " + e.getMessage());
        }
        device = OpenCl.device();
    }

    /** Closes the device. */
    void close() {
        if (device != null) {
            device.close();
            device = null;
        }
    }

    /** Builds an optimizer; the tensors' arrays hold parameters and gradients wherever it runs. */
    Optimizer build(OptimizerBuilder<?, ?> builder, Parameters parameters) {
        return switch (this) {
            case SCALAR -> builder.backend(Backend.SCALAR).build(parameters);
            case VECTOR -> builder.backend(Backend.VECTOR).build(parameters);
            case OPENCL -> {
                OpenClDevice open = device;
                if (open == null) {
                    throw new IllegalStateException("the device is not open");
                }
                yield builder.build(open.allocate(parameters, Transfers.EVERY_STEP));
            }
        };
    }
}
