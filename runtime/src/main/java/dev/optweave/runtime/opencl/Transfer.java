package dev.optweave.runtime.opencl;

import dev.optweave.runtime.internal.storage.RawArrays;
import dev.optweave.runtime.internal.storage.Stream;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
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
    private final FloatBuffer stagedFloats = staging.asFloatBuffer();
    private final DoubleBuffer stagedDoubles = staging.asDoubleBuffer();
    private final ShortBuffer stagedShorts = staging.asShortBuffer();

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
    void write(Object array, long buffer) {
        write(array, 0, RawArrays.length(array), buffer);
    }

    /** Copies the values of a stream that has one array, or the first of them, into a buffer. */
    void writeStream(Stream source, long buffer) {
        write(source.arrays().get(0), source.start(), source.length(), buffer);
    }

    /** Fills the values of a stream that has one array, or the first of them, from a buffer. */
    void readStream(long buffer, Stream target) {
        read(buffer, target.arrays().get(0), target.start(), target.length());
    }

    /** Copies part of an array into a buffer. */
    synchronized void write(Object array, int start, int length, long buffer) {
        int width = width(array);
        for (int from = 0; from < length; from += CHUNK / width) {
            int count = Math.min(CHUNK / width, length - from);
            put(array, start + from, count);
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
    void read(long buffer, Object array) {
        read(buffer, array, 0, RawArrays.length(array));
    }

    /** Fills part of an array from a buffer. */
    synchronized void read(long buffer, Object array, int start, int length) {
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
            get(array, start + from, count);
        }
    }

    private void put(Object array, int from, int count) {
        if (array instanceof float[] floats) {
            stagedFloats.clear().put(floats, from, count);
        } else if (array instanceof double[] doubles) {
            stagedDoubles.clear().put(doubles, from, count);
        } else if (array instanceof short[] shorts) {
            stagedShorts.clear().put(shorts, from, count);
        } else {
            staging.clear().put((byte[]) array, from, count);
        }
    }

    private void get(Object array, int from, int count) {
        if (array instanceof float[] floats) {
            stagedFloats.clear().get(floats, from, count);
        } else if (array instanceof double[] doubles) {
            stagedDoubles.clear().get(doubles, from, count);
        } else if (array instanceof short[] shorts) {
            stagedShorts.clear().get(shorts, from, count);
        } else {
            staging.clear().get((byte[]) array, from, count);
        }
    }

    @Override
    public void close() {
        MemoryUtil.memFree(staging);
    }
}
