package dev.optweave.runtime.opencl;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.lwjgl.opencl.CL10;

/**
 * An open device: a context, a queue that keeps commands in order, and the programs compiled so
 * far. Everything that runs on it, optimizers and their parameters, is used by one thread at a
 * time.
 *
 * <p>Closing the device also closes what was allocated on it.
 */
public final class OpenClDevice implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger("dev.optweave");

    private final DeviceInfo info;
    private final long context;
    private final long queue;
    private final ProgramCache programs;
    private final Transfer transfer;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private long reserved;
    private boolean closed;

    OpenClDevice(DeviceInfo info) {
        info.requireUsable();
        this.info = info;
        this.context = Handles.createContext(info);
        try {
            this.queue = Handles.createQueue(context, info);
        } catch (RuntimeException | Error e) {
            Handles.releaseContext(context);
            throw e;
        }
        this.programs = new ProgramCache(info, context);
        try {
            this.transfer = new Transfer(this);
        } catch (RuntimeException | Error e) {
            Handles.releaseQueue(queue);
            Handles.releaseContext(context);
            throw e;
        }
        warn();
    }

    private void warn() {
        if (!info.correctlyRounded()) {
            LOGGER.log(
                    Level.WARNING,
                    "device {0} does not round float division and root correctly: quotients may be"
                            + " off by 2.5 units in the last place, roots by 3, and results differ"
                            + " from Java''s",
                    info.name());
        }
        if (!info.denormals()) {
            LOGGER.log(
                    Level.WARNING,
                    "device {0} takes subnormal floats for zero: results that involve them differ"
                            + " from Java''s",
                    info.name());
        }
    }

    /** What the device can do. */
    public DeviceInfo info() {
        return info;
    }

    /**
     * Allocates parameters and their gradients on the device and copies the values there. The
     * gradients are zero until they are uploaded or written.
     *
     * @param host the parameters; their arrays stay the host's side of every copy
     * @throws IllegalArgumentException if they lie on a device already
     * @throws OpenClException if a tensor is of doubles and the device has none, or memory is
     *     exhausted; nothing is allocated then
     */
    public DeviceParameters allocate(Parameters host) {
        return allocate(host, Transfers.EXPLICIT);
    }

    /**
     * Allocates parameters, as {@link #allocate(Parameters)} does.
     *
     * @param transfers who copies gradients to the device, and parameters back
     * @throws OpenClException as {@link #allocate(Parameters)}
     */
    public DeviceParameters allocate(Parameters host, Transfers transfers) {
        requireOpen();
        if (host instanceof DeviceParameters there) {
            throw new IllegalArgumentException(
                    "these parameters lie on device "
                            + there.device()
                            + " already; allocate from the host's, once they are downloaded");
        }
        for (Tensor tensor : host) {
            if (tensor.isDouble() && !info.fp64()) {
                throw new OpenClException(
                        "device "
                                + info.name()
                                + " does not compute in double, but tensor `"
                                + tensor.name()
                                + "` is of doubles; make it a tensor of floats, or choose a device"
                                + " with cl_khr_fp64");
            }
        }
        return new DeviceParameters(this, host, transfers);
    }

    /**
     * Waits until everything enqueued so far is done. Only for measuring: copies wait by
     * themselves.
     *
     * @throws OpenClException if a command failed
     */
    public void finish() {
        requireOpen();
        check(CL10.clFinish(queue), "clFinish");
    }

    /** The {@code cl_context}, for kernels of your own. */
    public long context() {
        requireOpen();
        return context;
    }

    /** The {@code cl_command_queue}, which keeps commands in order, for kernels of your own. */
    public long queue() {
        requireOpen();
        return queue;
    }

    /** How many bytes are allocated on the device, by this program, through this object. */
    public long allocatedBytes() {
        return reserved;
    }

    /** How many programs have been compiled for the device. */
    public int compiledPrograms() {
        return programs.size();
    }

    Program program(String name, String source, String options) {
        return programs().program(name, source, options);
    }

    ProgramCache programs() {
        requireOpen();
        return programs;
    }

    Transfer transfer() {
        requireOpen();
        return transfer;
    }

    /** Allocates an arena. */
    Arena arena(String what, List<ArenaPlan.Stream> streams) {
        ArenaPlan plan = ArenaPlan.of(streams, info.alignment(), info.largestBufferBytes());
        return new Arena(this, what, plan);
    }

    /** The size of a stream of elements, if the device has buffers that large. */
    long streamBytes(String tensor, int length, int width) {
        long bytes = (long) length * width;
        if (bytes > info.largestBufferBytes()) {
            throw new OpenClException(
                    "device "
                            + info.name()
                            + " has no buffers large enough for tensor `"
                            + tensor
                            + "`: "
                            + bytes
                            + " bytes asked for, "
                            + info.largestBufferBytes()
                            + " available; split the tensor");
        }
        return bytes;
    }

    /** Has something closed when the device is, unless it is forgotten before. */
    void remember(AutoCloseable what) {
        open.push(what);
    }

    void forget(AutoCloseable what) {
        open.remove(what);
    }

    /** Counts memory that is about to be allocated, if there is enough. */
    void reserve(String what, long bytes) {
        requireOpen();
        if (bytes > info.memoryBytes() - reserved) {
            throw exhausted(what, bytes, Status.SUCCESS);
        }
        reserved += bytes;
    }

    void unreserve(long bytes) {
        reserved -= bytes;
    }

    /**
     * What to throw when memory does not suffice.
     *
     * @param bytes what was asked for, counted as reserved if the driver refused it
     */
    OpenClException exhausted(String what, long bytes, int status) {
        long others = status == Status.SUCCESS ? reserved : reserved - bytes;
        String why =
                status == Status.SUCCESS ? "" : " (the driver says " + Status.name(status) + ")";
        return new OpenClException(
                "device "
                        + info.name()
                        + " has too little memory for "
                        + what
                        + ": "
                        + bytes
                        + " bytes asked for, "
                        + Math.max(0, info.memoryBytes() - others)
                        + " of "
                        + info.memoryBytes()
                        + " not allocated by this program"
                        + why
                        + "; close what is not needed, or use fewer or smaller tensors");
    }

    /** Throws unless a call succeeded. */
    void check(int status, String call) {
        if (status != Status.SUCCESS) {
            throw new OpenClException(
                    "device " + info.name() + ": " + call + " failed with " + Status.name(status));
        }
    }

    boolean isOpen() {
        return !closed;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("device " + info.name() + " is closed");
        }
    }

    /** The device's name. */
    @Override
    public String toString() {
        return info.name();
    }

    /** Closes what was allocated, then the device. Closing twice does no harm. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        CL10.clFinish(queue);
        List<AutoCloseable> last = new ArrayList<>(open);
        for (AutoCloseable what : last) {
            closeQuietly(what);
        }
        closed = true;
        transfer.close();
        programs.close();
        Handles.releaseQueue(queue);
        Handles.releaseContext(context);
    }

    /** What is remembered releases objects, which does not fail. */
    private static void closeQuietly(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
