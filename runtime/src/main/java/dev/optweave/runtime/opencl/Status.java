package dev.optweave.runtime.opencl;

import static java.util.Map.entry;

import java.util.Map;

/** The status codes of OpenCL, by the names that its specification gives them. */
final class Status {

    static final int SUCCESS = 0;
    static final int DEVICE_NOT_FOUND = -1;
    static final int PLATFORM_NOT_FOUND = -1001;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    entry(DEVICE_NOT_FOUND, "CL_DEVICE_NOT_FOUND"),
                    entry(-2, "CL_DEVICE_NOT_AVAILABLE"),
                    entry(-3, "CL_COMPILER_NOT_AVAILABLE"),
                    entry(-4, "CL_MEM_OBJECT_ALLOCATION_FAILURE"),
                    entry(-5, "CL_OUT_OF_RESOURCES"),
                    entry(-6, "CL_OUT_OF_HOST_MEMORY"),
                    entry(-7, "CL_PROFILING_INFO_NOT_AVAILABLE"),
                    entry(-8, "CL_MEM_COPY_OVERLAP"),
                    entry(-11, "CL_BUILD_PROGRAM_FAILURE"),
                    entry(-12, "CL_MAP_FAILURE"),
                    entry(-13, "CL_MISALIGNED_SUB_BUFFER_OFFSET"),
                    entry(-14, "CL_EXEC_STATUS_ERROR_FOR_EVENTS_IN_WAIT_LIST"),
                    entry(-15, "CL_COMPILE_PROGRAM_FAILURE"),
                    entry(-16, "CL_LINKER_NOT_AVAILABLE"),
                    entry(-17, "CL_LINK_PROGRAM_FAILURE"),
                    entry(-30, "CL_INVALID_VALUE"),
                    entry(-31, "CL_INVALID_DEVICE_TYPE"),
                    entry(-32, "CL_INVALID_PLATFORM"),
                    entry(-33, "CL_INVALID_DEVICE"),
                    entry(-34, "CL_INVALID_CONTEXT"),
                    entry(-35, "CL_INVALID_QUEUE_PROPERTIES"),
                    entry(-36, "CL_INVALID_COMMAND_QUEUE"),
                    entry(-37, "CL_INVALID_HOST_PTR"),
                    entry(-38, "CL_INVALID_MEM_OBJECT"),
                    entry(-42, "CL_INVALID_BINARY"),
                    entry(-43, "CL_INVALID_BUILD_OPTIONS"),
                    entry(-44, "CL_INVALID_PROGRAM"),
                    entry(-45, "CL_INVALID_PROGRAM_EXECUTABLE"),
                    entry(-46, "CL_INVALID_KERNEL_NAME"),
                    entry(-47, "CL_INVALID_KERNEL_DEFINITION"),
                    entry(-48, "CL_INVALID_KERNEL"),
                    entry(-49, "CL_INVALID_ARG_INDEX"),
                    entry(-50, "CL_INVALID_ARG_VALUE"),
                    entry(-51, "CL_INVALID_ARG_SIZE"),
                    entry(-52, "CL_INVALID_KERNEL_ARGS"),
                    entry(-53, "CL_INVALID_WORK_DIMENSION"),
                    entry(-54, "CL_INVALID_WORK_GROUP_SIZE"),
                    entry(-55, "CL_INVALID_WORK_ITEM_SIZE"),
                    entry(-56, "CL_INVALID_GLOBAL_OFFSET"),
                    entry(-57, "CL_INVALID_EVENT_WAIT_LIST"),
                    entry(-58, "CL_INVALID_EVENT"),
                    entry(-59, "CL_INVALID_OPERATION"),
                    entry(-61, "CL_INVALID_BUFFER_SIZE"),
                    entry(-63, "CL_INVALID_GLOBAL_WORK_SIZE"),
                    entry(-64, "CL_INVALID_PROPERTY"),
                    entry(-66, "CL_INVALID_COMPILER_OPTIONS"),
                    entry(-67, "CL_INVALID_LINKER_OPTIONS"),
                    entry(PLATFORM_NOT_FOUND, "CL_PLATFORM_NOT_FOUND_KHR"));

    private Status() {}

    /** The code's name and number; the number alone of what is no code of buffers and kernels. */
    static String name(int code) {
        String name = NAMES.get(code);
        return name == null ? "status " + code : name + " (" + code + ")";
    }
}
