package dev.optweave.runtime.opencl;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** Asks OpenCL what there is. */
final class Query {

    private Query() {}

    /** The platforms' handles; none if no driver is installed. */
    static List<Long> platforms() {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            int status = CL10.clGetPlatformIDs(null, count);
            if (status == Status.PLATFORM_NOT_FOUND) {
                return List.of();
            }
            check(status, "clGetPlatformIDs");
            if (count.get(0) == 0) {
                return List.of();
            }
            PointerBuffer handles = stack.mallocPointer(count.get(0));
            check(CL10.clGetPlatformIDs(handles, (IntBuffer) null), "clGetPlatformIDs");
            return list(handles);
        }
    }

    /** What a platform calls itself. */
    static String platformName(long platform) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.mallocPointer(1);
            int property = CL10.CL_PLATFORM_NAME;
            check(
                    CL10.clGetPlatformInfo(platform, property, (ByteBuffer) null, size),
                    "clGetPlatformInfo");
            ByteBuffer bytes = stack.calloc(Math.max(1, (int) size.get(0)));
            check(CL10.clGetPlatformInfo(platform, property, bytes, null), "clGetPlatformInfo");
            return MemoryUtil.memUTF8(bytes).replace("\0", "").trim();
        }
    }

    /** The handles of a platform's devices. */
    static List<Long> devices(long platform) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            IntBuffer count = stack.mallocInt(1);
            int status = CL10.clGetDeviceIDs(platform, CL10.CL_DEVICE_TYPE_ALL, null, count);
            if (status == Status.DEVICE_NOT_FOUND) {
                return List.of();
            }
            check(status, "clGetDeviceIDs");
            PointerBuffer handles = stack.mallocPointer(count.get(0));
            check(
                    CL10.clGetDeviceIDs(
                            platform, CL10.CL_DEVICE_TYPE_ALL, handles, (IntBuffer) null),
                    "clGetDeviceIDs");
            return list(handles);
        }
    }

    private static List<Long> list(PointerBuffer handles) {
        List<Long> list = new ArrayList<>();
        for (int i = 0; i < handles.capacity(); i++) {
            list.add(handles.get(i));
        }
        return list;
    }

    /** A property that is text. */
    static String text(long device, int property) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.mallocPointer(1);
            check(
                    CL10.clGetDeviceInfo(device, property, (ByteBuffer) null, size),
                    "clGetDeviceInfo");
            ByteBuffer bytes = MemoryUtil.memAlloc(Math.max(1, (int) size.get(0)));
            try {
                check(CL10.clGetDeviceInfo(device, property, bytes, null), "clGetDeviceInfo");
                return MemoryUtil.memUTF8(bytes).replace("\0", "").trim();
            } finally {
                MemoryUtil.memFree(bytes);
            }
        }
    }

    /** A property that is a number of at most 8 bytes. */
    static long number(long device, int property) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            ByteBuffer bytes = stack.calloc(Long.BYTES, Long.BYTES);
            check(CL10.clGetDeviceInfo(device, property, bytes, null), "clGetDeviceInfo");
            return bytes.getLong(0);
        }
    }

    /** Throws unless a call succeeded. */
    static void check(int status, String call) {
        if (status != Status.SUCCESS) {
            throw new OpenClException(call + " failed with " + Status.name(status));
        }
    }
}
