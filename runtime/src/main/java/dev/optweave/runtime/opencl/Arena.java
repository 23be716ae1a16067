package dev.optweave.runtime.opencl;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL12;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** Memory of a device for many streams of elements, in as few buffers as possible, all zero. */
final class Arena implements AutoCloseable {

    private final OpenClDevice device;
    private final ArenaPlan plan;
    private final List<Long> buffers = new ArrayList<>();
    private final List<Long> streams = new ArrayList<>();
    private boolean closed;

    /**
     * Allocates the memory.
     *
     * @param what what the memory is for, for messages
     * @throws OpenClException if there is not enough; nothing stays allocated then
     */
    Arena(OpenClDevice device, String what, ArenaPlan plan) {
        this.device = device;
        this.plan = plan;
        device.reserve(what, plan.bytes());
        try {
            for (long bytes : plan.buffers()) {
                buffers.add(allocate(what, bytes));
            }
            for (ArenaPlan.Place place : plan.places()) {
                streams.add(
                        place.bytes() == 0
                                ? 0L
                                : Handles.createSubBuffer(
                                        buffers.get(place.buffer()),
                                        place.offset(),
                                        place.bytes()));
            }
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Drivers may allocate when a buffer is first used: the zeros make them do it now. */
    private long allocate(String what, long bytes) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer status = stack.mallocInt(1);
            long buffer = Handles.createBuffer(device.context(), bytes, status);
            if (buffer == 0) {
                throw device.exhausted(what, plan.bytes(), status.get(0));
            }
            int filled = fill(buffer, bytes);
            if (filled != Status.SUCCESS) {
                Handles.releaseBuffer(buffer);
                throw device.exhausted(what, plan.bytes(), filled);
            }
            return buffer;
        }
    }

    private int fill(long buffer, long bytes) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            // the size of a fill is a multiple of its pattern's
            int pattern = bytes % Integer.BYTES == 0 ? Integer.BYTES : 1;
            return CL12.nclEnqueueFillBuffer(
                    device.queue(),
                    buffer,
                    stack.ncalloc(Integer.BYTES, 1, Integer.BYTES),
                    pattern,
                    0,
                    bytes,
                    0,
                    0,
                    0);
        }
    }

    /** The buffer that a stream is; 0 for an empty one. */
    long stream(int number) {
        return streams.get(number);
    }

    /** The same place, as a part of the buffer around it. */
    DeviceBuffer place(int number) {
        ArenaPlan.Place place = plan.places().get(number);
        return place.bytes() == 0
                ? new DeviceBuffer(0, 0, 0, 0)
                : new DeviceBuffer(
                        stream(number), buffers.get(place.buffer()), place.offset(), place.bytes());
    }

    /** The sizes of the buffers. */
    List<Long> bufferSizes() {
        return plan.buffers();
    }

    /** Where a stream lies within the buffers. */
    ArenaPlan.Place placeOf(int number) {
        return plan.places().get(number);
    }

    /** Copies a whole buffer to the host, once what was enqueued before is done. */
    void read(int buffer, ByteBuffer host) {
        device.check(
                CL10.nclEnqueueReadBuffer(
                        device.queue(),
                        buffers.get(buffer),
                        CL10.CL_TRUE,
                        0,
                        plan.buffers().get(buffer),
                        MemoryUtil.memAddress(host),
                        0,
                        0,
                        0),
                "clEnqueueReadBuffer");
    }

    /** Sets all elements of a stream to zero. */
    void clear(int number) {
        long bytes = plan.places().get(number).bytes();
        if (bytes > 0) {
            device.check(fill(streams.get(number), bytes), "clEnqueueFillBuffer");
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (long stream : streams) {
            if (stream != 0) {
                Handles.releaseBuffer(stream);
            }
        }
        buffers.forEach(Handles::releaseBuffer);
        device.unreserve(plan.bytes());
    }
}
