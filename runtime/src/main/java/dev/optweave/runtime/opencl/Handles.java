package dev.optweave.runtime.opencl;

import java.nio.IntBuffer;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.opencl.CL11;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/**
 * Creates and releases OpenCL objects. Nothing else does, so that {@link LiveObjects} knows them
 * all.
 */
final class Handles {

    private Handles() {}

    static long createContext(DeviceInfo device) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer properties =
                    stack.pointers(CL10.CL_CONTEXT_PLATFORM, device.platform(), 0);
            IntBuffer status = stack.mallocInt(1);
            long context = CL10.clCreateContext(properties, device.device(), null, 0, status);
            Query.check(status.get(0), "device " + device.name() + ": clCreateContext");
            LiveObjects.CONTEXT.created();
            return context;
        }
    }

    static void releaseContext(long context) {
        CL10.clReleaseContext(context);
        LiveObjects.CONTEXT.released();
    }

    /** A queue that runs its commands in order. */
    static long createQueue(long context, DeviceInfo device) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer status = stack.mallocInt(1);
            long queue = CL10.clCreateCommandQueue(context, device.device(), 0, status);
            Query.check(status.get(0), "device " + device.name() + ": clCreateCommandQueue");
            LiveObjects.QUEUE.created();
            return queue;
        }
    }

    static void releaseQueue(long queue) {
        CL10.clReleaseCommandQueue(queue);
        LiveObjects.QUEUE.released();
    }

    /**
     * Creates a buffer.
     *
     * @param status where the status goes, because a failure is the caller's to tell
     * @return 0 if it failed
     */
    static long createBuffer(long context, long bytes, IntBuffer status) {
        long buffer = CL10.clCreateBuffer(context, CL10.CL_MEM_READ_WRITE, bytes, status);
        if (status.get(0) != Status.SUCCESS) {
            return 0;
        }
        LiveObjects.BUFFER.created();
        return buffer;
    }

    /** A part of a buffer, as a buffer. */
    static long createSubBuffer(long buffer, long offset, long bytes) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer status = stack.mallocInt(1);
            PointerBuffer region = stack.pointers(offset, bytes);
            long part =
                    CL11.nclCreateSubBuffer(
                            buffer,
                            CL10.CL_MEM_READ_WRITE,
                            CL11.CL_BUFFER_CREATE_TYPE_REGION,
                            region.address(),
                            MemoryUtil.memAddress(status));
            Query.check(status.get(0), "clCreateSubBuffer");
            LiveObjects.BUFFER.created();
            return part;
        }
    }

    static void releaseBuffer(long buffer) {
        CL10.clReleaseMemObject(buffer);
        LiveObjects.BUFFER.released();
    }

    static long createProgram(long context, String source) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer status = stack.mallocInt(1);
            long program = CL10.clCreateProgramWithSource(context, source, status);
            Query.check(status.get(0), "clCreateProgramWithSource");
            LiveObjects.PROGRAM.created();
            return program;
        }
    }

    static void releaseProgram(long program) {
        CL10.clReleaseProgram(program);
        LiveObjects.PROGRAM.released();
    }

    static long createKernel(long program, String name) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer status = stack.mallocInt(1);
            long kernel = CL10.clCreateKernel(program, name, status);
            Query.check(status.get(0), "clCreateKernel of `" + name + "`");
            LiveObjects.KERNEL.created();
            return kernel;
        }
    }

    static void releaseKernel(long kernel) {
        CL10.clReleaseKernel(kernel);
        LiveObjects.KERNEL.released();
    }
}
