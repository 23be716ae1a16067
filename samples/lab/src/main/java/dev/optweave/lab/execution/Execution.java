package dev.optweave.lab.execution;

import dev.optweave.lab.message.UserException;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import dev.optweave.runtime.opencl.OpenClException;
import dev.optweave.runtime.opencl.Transfers;
import java.util.List;

/**
 * How steps run.
 *
 * @param threads how many threads may work on a step in Java
 */
public record Execution(Backend backend, int threads) {

    /**
     * Builds an optimizer where it is to run. Wherever that is, the tensors' arrays hold the
     * parameters after a step, and the gradients before.
     *
     * @throws UserException if it cannot run there
     */
    public Running build(OptimizerBuilder<?, ?> builder, List<Tensor> tensors) {
        Parameters parameters = Parameters.of(tensors);
        builder.threads(threads);
        try {
            return switch (backend) {
                case AUTO ->
                        running(builder.backend(dev.optweave.runtime.Backend.AUTO), parameters);
                case JAVA ->
                        running(builder.backend(dev.optweave.runtime.Backend.SCALAR), parameters);
                case VECTOR ->
                        running(builder.backend(dev.optweave.runtime.Backend.VECTOR), parameters);
                case OPENCL -> onDevice(builder, parameters);
                case INTERPRETER ->
                        throw new IllegalArgumentException("the interpreter is no optimizer");
            };
        } catch (IllegalStateException | OpenClException e) {
            throw new UserException(e.getMessage(), e);
        }
    }

    private static Running running(OptimizerBuilder<?, ?> builder, Parameters parameters) {
        return new Running(builder.build(parameters), () -> {});
    }

    private static Running onDevice(OptimizerBuilder<?, ?> builder, Parameters parameters) {
        OpenClDevice device = OpenCl.device();
        try {
            Optimizer optimizer = builder.build(device.allocate(parameters, Transfers.EVERY_STEP));
            return new Running(optimizer, device::close);
        } catch (RuntimeException | Error e) {
            device.close();
            throw e;
        }
    }
}
