package dev.optweave.runtime.opencl;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.lwjgl.PointerBuffer;
import org.lwjgl.opencl.CL10;
import org.lwjgl.system.MemoryStack;
import org.lwjgl.system.MemoryUtil;

/** The programs compiled for an open device, by source and options. */
final class ProgramCache implements AutoCloseable {

    /**
     * How often a source is compiled before its log is believed. Drivers such as PoCL compile
     * inside the process with LLVM, whose handler of signals removes its temporary files; the
     * moments in which it is installed are few ({@link SignalHandlers}), but there are some.
     */
    private static final int ATTEMPTS = 3;

    private static final System.Logger LOGGER = System.getLogger("dev.optweave");

    private final DeviceInfo device;
    private final long context;
    private final Map<Key, Program> programs = new HashMap<>();

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
        String lanes = device.lanesInALoop() ? " -D LANES_IN_A_LOOP" : "";
        return "-cl-std=CL1.2" + rounding + doubles + lanes;
    }

    /**
     * A compiled program.
     *
     * @param name how messages call the source
     * @param options what differs from the common options, such as definitions; may be empty
     * @throws OpenClException with the build log, if the device's compiler refuses the source
     */
    synchronized Program program(String name, String source, String options) {
        Key key = key(source, options);
        Program known = programs.get(key);
        if (known != null) {
            return known;
        }
        Program program = new Program(build(name, source, key.options()), "");
        programs.put(key, program);
        return program;
    }

    /**
     * Has a source found where it was compiled together with others.
     *
     * @param program of this cache; its prefix is what the source's kernels are known by there
     */
    synchronized void put(String source, String options, Program program) {
        programs.put(key(source, options), program);
    }

    private Key key(String source, String options) {
        return new Key(source, (commonOptions() + " " + options).trim());
    }

    private long build(String name, String source, String options) {
        String failure = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            long program = Handles.createProgram(context, source);
            int status =
                    SignalHandlers.keptWhileCompiling(
                            device.platform(),
                            () -> CL10.clBuildProgram(program, device.device(), options, null, 0));
            if (status == Status.SUCCESS) {
                if (attempt > 1) {
                    LOGGER.log(
                            System.Logger.Level.WARNING,
                            name + " was compiled at attempt " + attempt + "; before: " + failure);
                }
                return program;
            }
            failure =
                    Status.name(status) + "; options: " + options + "; build log:\n" + log(program);
            Handles.releaseProgram(program);
        }
        throw new OpenClException(
                "device " + device.name() + " cannot compile " + name + ": " + failure);
    }

    /** How many programs have been compiled. */
    synchronized int size() {
        return (int) handles().count();
    }

    private LongStream handles() {
        return programs.values().stream().mapToLong(Program::handle).distinct();
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
        handles().forEach(Handles::releaseProgram);
        programs.clear();
    }
}
