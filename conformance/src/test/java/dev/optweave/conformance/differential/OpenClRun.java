package dev.optweave.conformance.differential;

import dev.optweave.processor.program.CompiledRule;
import dev.optweave.runtime.opencl.DeviceInfo;
import dev.optweave.runtime.opencl.DeviceParameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import dev.optweave.runtime.opencl.OpenClException;
import dev.optweave.runtime.opencl.Transfers;
import java.util.List;

/** Runs scenarios on the first OpenCL device. Each thread opens it for itself. */
final class OpenClRun {

    private static final ThreadLocal<OpenClRun> OF_THREAD = ThreadLocal.withInitial(OpenClRun::new);

    private final OpenClDevice device = devices().get(0).open();

    private OpenClRun() {}

    /** Whether there is a device. */
    static boolean isAvailable() {
        return !devices().isEmpty();
    }

    /** The devices of this machine; none where there is no OpenCL. */
    static List<DeviceInfo> devices() {
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

    /** Closes this thread's device, and with it what was compiled for it. */
    static void close() {
        OF_THREAD.get().device.close();
        OF_THREAD.remove();
    }
}
