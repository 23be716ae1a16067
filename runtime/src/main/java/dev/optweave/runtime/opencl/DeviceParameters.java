package dev.optweave.runtime.opencl;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.internal.Names;
import dev.optweave.runtime.internal.storage.RawArrays;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters that lie on a device, with their gradients. An optimizer built for them runs there:
 * {@code AdamW.builder().build(deviceParameters)}. Their tensors are the host's arrays, the other
 * side of every copy; the device's values are the ones that count.
 *
 * <p>Several optimizers may train the same parameters, one after the other. Closing frees the
 * memory; optimizers built for the parameters cannot take steps any more.
 */
public final class DeviceParameters extends Resident implements AutoCloseable {

    static final int PARAMETER_SLOT = 0;
    static final int GRADIENT_SLOT = 1;
    static final int FIRST_FREE_SLOT = 2;

    private final OpenClDevice device;
    private final Transfers transfers;
    private final Arena arena;
    private boolean gradientsGiven;
    private boolean closed;

    DeviceParameters(OpenClDevice device, Parameters host, Transfers transfers) {
        super(host);
        this.device = device;
        this.transfers = transfers;
        List<ArenaPlan.Stream> streams = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            streams.add(new ArenaPlan.Stream(bytes(i, values(i)), PARAMETER_SLOT));
            streams.add(new ArenaPlan.Stream(bytes(i, gradient(i)), GRADIENT_SLOT));
        }
        this.arena = device.arena(size() + " parameters with their gradients", streams);
        device.remember(this);
        upload();
    }

    private long bytes(int tensor, Object array) {
        Tensor host = tensors().get(tensor);
        return device.streamBytes(host.name(), host.length(), Transfer.width(array));
    }

    @Override
    DeviceParameters self() {
        return this;
    }

    /** The device they lie on. */
    public OpenClDevice device() {
        return device;
    }

    /** Who copies gradients to the device, and parameters back. */
    public Transfers transfers() {
        return transfers;
    }

    /** Copies the values of all tensors to the device. */
    public void upload() {
        requireOpen();
        for (int i = 0; i < size(); i++) {
            write(i, values(i), valueStream(i));
        }
    }

    /** Copies the gradients of all tensors to the device. */
    public void uploadGradients() {
        requireOpen();
        gradientsGiven = true;
        for (int i = 0; i < size(); i++) {
            write(i, gradient(i), gradientStream(i));
        }
    }

    /**
     * Copies the values of all tensors to the host's arrays, once all steps so far are done.
     *
     * @throws OpenClException if one of them failed
     */
    public void download() {
        requireOpen();
        for (int i = 0; i < size(); i++) {
            read(i, valueStream(i), values(i));
        }
    }

    /**
     * Copies the gradients of all tensors to the host's arrays.
     *
     * @throws OpenClException if a command before it failed
     */
    public void downloadGradients() {
        requireOpen();
        for (int i = 0; i < size(); i++) {
            read(i, gradientStream(i), gradient(i));
        }
    }

    /**
     * Where a tensor's values lie.
     *
     * @throws IllegalArgumentException if there is no tensor of that name
     */
    public DeviceBuffer values(String tensor) {
        requireOpen();
        return arena.place(2 * index(tensor));
    }

    /**
     * Where a tensor's gradient lies, for kernels of your own to write.
     *
     * @throws IllegalArgumentException if there is no tensor of that name
     */
    public DeviceBuffer gradient(String tensor) {
        requireOpen();
        DeviceBuffer place = arena.place(2 * index(tensor) + 1);
        gradientsGiven = true;
        return place;
    }

    private void write(int tensor, Object array, long buffer) {
        Tensor host = tensors().get(tensor);
        device.transfer().write(array, host.start(), host.length(), buffer);
    }

    private void read(int tensor, long buffer, Object array) {
        Tensor host = tensors().get(tensor);
        device.transfer().read(buffer, array, host.start(), host.length());
    }

    private int index(String name) {
        List<String> names = tensors().stream().map(Tensor::name).toList();
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(Names.unknown("tensor", name, names));
        }
        return index;
    }

    private Object values(int tensor) {
        Tensor host = tensors().get(tensor);
        if (host.isBFloat16()) {
            return host.bfloat16Values();
        }
        return host.isDouble() ? host.doubleValues() : host.floatValues();
    }

    private Object gradient(int tensor) {
        Tensor host = tensors().get(tensor);
        if (host.hasBFloat16Gradient()) {
            return host.bfloat16Gradient();
        }
        return host.isDouble() ? host.doubleGradient() : host.floatGradient();
    }

    long valueStream(int tensor) {
        return arena.stream(2 * tensor);
    }

    long gradientStream(int tensor) {
        return arena.stream(2 * tensor + 1);
    }

    /**
     * Makes the gradients zero: on the device, or if they are copied there before each step, on the
     * host.
     */
    void zeroGradients() {
        for (int i = 0; i < size(); i++) {
            if (transfers == Transfers.EVERY_STEP) {
                Tensor host = tensors().get(i);
                RawArrays.clear(gradient(i), host.start(), host.start() + host.length());
            } else {
                arena.clear(2 * i + 1);
            }
        }
    }

    /** Throws if no gradient can have reached the device: a step would then use zeros alone. */
    void requireGradients() {
        if (!gradientsGiven) {
            throw new IllegalStateException(
                    "no gradient has reached device "
                            + device
                            + ": call uploadGradients() once gradients are computed (in a closure,"
                            + " at its end), have kernels of your own write them where"
                            + " gradient(name) says, or allocate with Transfers.EVERY_STEP");
        }
    }

    boolean isOpen() {
        return !closed && device.isOpen();
    }

    void requireOpen() {
        device.requireOpen();
        if (closed) {
            throw new IllegalStateException(
                    "the parameters on device " + device + " are closed; allocate them anew");
        }
    }

    /**
     * Frees the device's memory. The host's arrays stay as they are. Closing twice does no harm.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            device.forget(this);
            arena.close();
        }
    }
}
