package dev.optweave.runtime.opencl;

import static java.util.Map.entry;

import java.util.Map;

/** The status codes of OpenCL, by the names that its specification gives them. */
final class Status {

    static final int SUCCESS = 0;
    static final int DEVICE_NOT_FOUND = -1;
    static final int MEM_OBJECT_ALLOCATION_FAILURE = -4;
    static final int OUT_OF_RESOURCES = -5;
    static final int OUT_OF_HOST_MEMORY = -6;
    static final int INVALID_BUFFER_SIZE = -61;
    static final int PLATFORM_NOT_FOUND = -1001;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    entry(DEVICE_NOT_FOUND, "CL_DEVICE_NOT_FOUND"),
                    entry(-2, "CL_DEVICE_NOT_AVAILABLE"),
                    entry(-3, "CL_COMPILER_NOT_AVAILABLE"),
                    entry(MEM_OBJECT_ALLOCATION_FAILURE, "CL_MEM_OBJECT_ALLOCATION_FAILURE"),
                    entry(OUT_OF_RESOURCES, "CL_OUT_OF_RESOURCES"),
                    entry(OUT_OF_HOST_MEMORY, "CL_OUT_OF_HOST_MEMORY"),
                    entry(-11, "CL_BUILD_PROGRAM_FAILURE"),
                    entry(-13, "CL_MISALIGNED_SUB_BUFFER_OFFSET"),
                    entry(-14, "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST"),
                    entry(-30, "CL_INVALID_VALUE"),
                    entry(-33, "CL_INVALID_DEVICE"),
                    entry(-34, "CL_INVALID_CONTEXT"),
                    entry(-36, "CL_INVALID_COMMAND_QUEUE"),
                    entry(-38, "CL_INVALID_MEM_OBJECT"),
                    entry(-43, "CL_INVALID_BUILD_OPTIONS"),
                    entry(-44, "CL_INVALID_PROGRAM"),
                    entry(-45, "CL_INVALID_PROGRAM_EXECUTABLE"),
                    entry(-46, "CL_INVALID_KERNEL_NAME"),
                    entry(-48, "CL_INVALID_KERNEL"),
                    entry(-49, "CL_INVALID_ARG_INDEX"),
                    entry(-50, "CL_INVALID_ARG_VALUE"),
                    entry(-51, "CL_INVALID_ARG_SIZE"),
                    entry(-52, "CL_INVALID_KERNEL_ARGS"),
                    entry(-54, "CL_INVALID_WORK_GROUP_SIZE"),
                    entry(-55, "CL_INVALID_WORK_ITEM_SIZE"),
                    entry(-56, "CL_INVALID_GLOBAL_OFFSET"),
                    entry(INVALID_BUFFER_SIZE, "CL_INVALID_BUFFER_SIZE"),
                    entry(-63, "CL_INVALID_GLOBAL_WORK_SIZE"),
                    entry(PLATFORM_NOT_FOUND, "CL_PLATFORM_NOT_FOUND_KHR"));

    private Status() {}

    /** The code's name, or its number where the specification's core has none for it. */
    static String name(int code) {
        return NAMES.getOrDefault(code, "status " + code);
    }

    /** Whether the code says that memory is exhausted, of the device or of its driver. */
    static boolean isExhausted(int code) {
        return code == MEM_OBJECT_ALLOCATION_FAILURE
                || code == OUT_OF_RESOURCES
                || code == OUT_OF_HOST_MEMORY
                || code == INVALID_BUFFER_SIZE;
    }
}
