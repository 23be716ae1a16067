package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.storage.RawArrays;
import java.nio.ByteBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryUtil;

/**
 * Copies between Java's arrays and buffers of a device, by way of memory that the collector does
 * not move. Each copy is done when its method returns.
 */
final class Transfer implements AutoCloseable {

    /** Few enough to stay in the cache, enough for a command to cost little beside it. */
    private static final int CHUNK = 1 << 20;

    private final OpenClDevice device;
    private final ByteBuffer staging = MemoryUtil.memAlloc(CHUNK);

    Transfer(OpenClDevice device) {
        this.device = device;
    }

    /** The size of an element. */
    static int width(Object array) {
        if (array instanceof float[]) {
            return Float.BYTES;
        } else if (array instanceof double[]) {
            return Double.BYTES;
        } else if (array instanceof short[]) {
            return Short.BYTES;
        }
        return Byte.BYTES;
    }

    /** Copies a whole array into a buffer. */
    synchronized void write(Object array, long buffer) {
        int length = RawArrays.length(array);
        int width = width(array);
        for (int from = 0; from < length; from += CHUNK / width) {
            int count = Math.min(CHUNK / width, length - from);
            put(array, from, count);
            device.check(
                    CL10.nclEnqueueWriteBuffer(
                            device.queue(),
                            buffer,
                            CL10.CL_TRUE,
                            (long) from * width,
                            (long) count * width,
                            MemoryUtil.memAddress0(staging),
                            0,
                            0,
                            0),
                    "clEnqueueWriteBuffer");
        }
    }

    /** Fills a whole array from a buffer. */
    synchronized void read(long buffer, Object array) {
        int length = RawArrays.length(array);
        int width = width(array);
        for (int from = 0; from < length; from += CHUNK / width) {
            int count = Math.min(CHUNK / width, length - from);
            device.check(
                    CL10.nclEnqueueReadBuffer(
                            device.queue(),
                            buffer,
                            CL10.CL_TRUE,
                            (long) from * width,
                            (long) count * width,
                            MemoryUtil.memAddress0(staging),
                            0,
                            0,
                            0),
                    "clEnqueueReadBuffer");
            get(array, from, count);
        }
    }

    private void put(Object array, int from, int count) {
        staging.clear();
        if (array instanceof float[] floats) {
            staging.asFloatBuffer().put(floats, from, count);
        } else if (array instanceof double[] doubles) {
            staging.asDoubleBuffer().put(doubles, from, count);
        } else if (array instanceof short[] shorts) {
            staging.asShortBuffer().put(shorts, from, count);
        } else {
            staging.put((byte[]) array, from, count);
        }
    }

    private void get(Object array, int from, int count) {
        staging.clear();
        if (array instanceof float[] floats) {
            staging.asFloatBuffer().get(floats, from, count);
        } else if (array instanceof double[] doubles) {
            staging.asDoubleBuffer().get(doubles, from, count);
        } else if (array instanceof short[] shorts) {
            staging.asShortBuffer().get(shorts, from, count);
        } else {
            staging.get((byte[]) array, from, count);
        }
    }

    @Override
    public void close() {
        MemoryUtil.memFree(staging);
    }
}
