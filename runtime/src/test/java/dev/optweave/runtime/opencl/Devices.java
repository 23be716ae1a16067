package dev.optweave.runtime.opencl;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.lwjgl.opencl.CL10;

/** The device that tests run on. Where there is none they are skipped, and say so. */
final class Devices {

    private Devices() {}

    static DeviceInfo info() {
        List<DeviceInfo> devices;
        try {
            devices = OpenCl.devices();
        } catch (OpenClException e) {
            assumeTrue(false, "no OpenCL on this machine: " + e.getMessage());
            throw e;
        }
        assumeTrue(!devices.isEmpty(), "no OpenCL device on this machine");
        return devices.get(0);
    }

    static OpenClDevice open() {
        return info().open();
    }

    /** The device, as if it did not compute in double. */
    static OpenClDevice withoutDoubles() {
        return new DeviceInfo(
                        info(),
                        new DeviceInfo.Lacks(true, false, Long.MAX_VALUE, Long.MAX_VALUE, 0))
                .open();
    }

    /** The device, as if it were no processor, so that groups reduce. */
    static OpenClDevice reducingInGroups() {
        return withoutTypes(CL10.CL_DEVICE_TYPE_CPU);
    }

    /** The device, as if it were a processor alone if it is one at all, so that loops reduce. */
    static OpenClDevice reducingInLoops() {
        return withoutTypes(CL10.CL_DEVICE_TYPE_GPU);
    }

    private static OpenClDevice withoutTypes(long types) {
        return new DeviceInfo(
                        info(),
                        new DeviceInfo.Lacks(false, false, Long.MAX_VALUE, Long.MAX_VALUE, types))
                .open();
    }
}
