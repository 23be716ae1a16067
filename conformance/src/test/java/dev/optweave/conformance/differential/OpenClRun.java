package dev.optweave.conformance.differential;

import dev.optweave.processor.program.CompiledRule;
import dev.optweave.runtime.opencl.DeviceInfo;
import dev.optweave.runtime.opencl.DeviceParameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import dev.optweave.runtime.opencl.OpenClException;
import dev.optweave.runtime.opencl.ProgramsTogether;
import dev.optweave.runtime.opencl.Transfers;
import java.util.List;

/** Runs scenarios on the first OpenCL device. Each thread opens it for itself. */
final class OpenClRun {

    /** Listed once: each time has the next compilation watched closely for handlers of signals. */
    private static final List<DeviceInfo> DEVICES = list();

    private static final ThreadLocal<OpenClRun> OF_THREAD = ThreadLocal.withInitial(OpenClRun::new);

    private final OpenClDevice device = devices().get(0).open();
    private final ProgramsTogether programs = new ProgramsTogether();

    private OpenClRun() {}

    /** Whether there is a device. */
    static boolean isAvailable() {
        return !devices().isEmpty();
    }

    /** The devices of this machine; none where there is no OpenCL. */
    static List<DeviceInfo> devices() {
        return DEVICES;
    }

    private static List<DeviceInfo> list() {
        try {
            return OpenCl.devices();
        } catch (OpenClException e) {
            return List.of();
        }
    }

    /** What the rule's generated class leaves behind. */
    static Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
        OpenClDevice device = OF_THREAD.get().device;
        return GeneratedRun.run(
                rule,
                generated,
                scenario,
                (host, run) -> {
                    try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP)) {
                        return run.apply(resident);
                    }
                });
    }

    /** Notes what running a scenario will compile. */
    static void note(CompiledRule rule, Class<?> generated, Scenario scenario) {
        ProgramsTogether programs = OF_THREAD.get().programs;
        GeneratedRun.run(
                rule,
                generated,
                scenario,
                (host, run) -> {
                    programs.note(host, run::apply);
                    return new Outcome();
                });
    }

    /**
     * Compiles together what was noted.
     *
     * @throws OpenClException if any of it does not compile
     */
    static void compileNoted() {
        OpenClRun run = OF_THREAD.get();
        run.programs.compile(run.device);
    }

    /** Closes this thread's device, and with it what was compiled for it. */
    static void close() {
        OF_THREAD.get().device.close();
        OF_THREAD.remove();
    }
}
