package dev.optweave.runtime.opencl;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** The programs compiled for an open device, by source and options. */
final class ProgramCache implements AutoCloseable {

    /**
     * Held while any program of the process is compiled: of two that PoCL compiled at once, one
     * lost its temporary files every few hundred times.
     */
    private static final Object COMPILER = new Object();

    private final DeviceInfo device;
    private final long context;
    private final Map<Key, Long> programs = new HashMap<>();

    private record Key(String source, String options) {}

    ProgramCache(DeviceInfo device, long context) {
        this.device = device;
        this.context = context;
    }

    /** The options that every program is compiled with. */
    private String commonOptions() {
        String rounding =
                device.correctlyRounded() ? " -cl-fp32-correctly-rounded-divide-sqrt" : "";
        // a driver may know the extension where the device has no doubles
        String doubles = device.fp64() ? "" : " -D WITHOUT_DOUBLE";
        return "-cl-std=CL1.2" + rounding + doubles;
    }

    /**
     * A compiled program.
     *
     * @param name how messages call the source
     * @param options what differs from the common options, such as definitions; may be empty
     * @throws OpenClException with the build log, if the device's compiler refuses the source
     */
    synchronized long program(String name, String source, String options) {
        String all = (commonOptions() + " " + options).trim();
        Key key = new Key(source, all);
        Long known = programs.get(key);
        if (known != null) {
            return known;
        }
        long program = Handles.createProgram(context, source);
        int status;
        synchronized (COMPILER) {
            status = CL10.clBuildProgram(program, device.device(), all, null, 0);
        }
        if (status != Status.SUCCESS) {
            String log = log(program);
            Handles.releaseProgram(program);
            throw new OpenClException(
                    "device "
                            + device.name()
                            + " cannot compile "
                            + name
                            + " ("
                            + Status.name(status)
                            + "); options: "
                            + all
                            + "; build log:\n"
                            + log);
        }
        programs.put(key, program);
        return program;
    }

    /** How many programs have been compiled. */
    synchronized int size() {
        return programs.size();
    }

    private String log(long program) {
        try (MemoryStack stack = MemoryStack.stackPush()) {
            PointerBuffer size = stack.mallocPointer(1);
            int status =
                    CL10.clGetProgramBuildInfo(
                            program,
                            device.device(),
                            CL10.CL_PROGRAM_BUILD_LOG,
                            (ByteBuffer) null,
                            size);
            if (status != Status.SUCCESS || size.get(0) == 0) {
                return "(none: " + Status.name(status) + ")";
            }
            ByteBuffer text = MemoryUtil.memAlloc((int) size.get(0));
            try {
                CL10.clGetProgramBuildInfo(
                        program, device.device(), CL10.CL_PROGRAM_BUILD_LOG, text, null);
                return MemoryUtil.memUTF8(text).replace("\0", "").trim();
            } finally {
                MemoryUtil.memFree(text);
            }
        }
    }

    @Override
    public synchronized void close() {
        programs.values().forEach(Handles::releaseProgram);
        programs.clear();
    }
}
