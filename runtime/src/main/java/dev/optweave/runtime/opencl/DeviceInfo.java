package dev.optweave.runtime.opencl;

import static org.lwjgl.opencl.CL10.CL_DEVICE_EXTENSIONS;
import static org.lwjgl.opencl.CL10.CL_DEVICE_GLOBAL_MEM_SIZE;
import static org.lwjgl.opencl.CL10.CL_DEVICE_MAX_COMPUTE_UNITS;
import static org.lwjgl.opencl.CL10.CL_DEVICE_MAX_MEM_ALLOC_SIZE;
import static org.lwjgl.opencl.CL10.CL_DEVICE_MAX_WORK_GROUP_SIZE;
import static org.lwjgl.opencl.CL10.CL_DEVICE_MEM_BASE_ADDR_ALIGN;
import static org.lwjgl.opencl.CL10.CL_DEVICE_NAME;
import static org.lwjgl.opencl.CL10.CL_DEVICE_SINGLE_FP_CONFIG;
import static org.lwjgl.opencl.CL10.CL_DEVICE_TYPE;
import static org.lwjgl.opencl.CL10.CL_DEVICE_TYPE_CPU;
import static org.lwjgl.opencl.CL10.CL_DEVICE_TYPE_GPU;
import static org.lwjgl.opencl.CL10.CL_DEVICE_VENDOR;
import static org.lwjgl.opencl.CL10.CL_DEVICE_VERSION;
import static org.lwjgl.opencl.CL10.CL_DRIVER_VERSION;
import static org.lwjgl.opencl.CL10.CL_FP_DENORM;
import static org.lwjgl.opencl.CL12.CL_DEVICE_DOUBLE_FP_CONFIG;
import static org.lwjgl.opencl.CL12.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An OpenCL device and what counts when optimizers run on it. Listing devices opens none of them.
 */
public final class DeviceInfo {

    private static final int BITS_PER_BYTE = 8;

    private static final Pattern VERSION = Pattern.compile("^OpenCL (\\d+)\\.(\\d+)");

    private final int index;
    private final long platform;
    private final long device;
    private final String name;
    private final String vendor;
    private final String version;
    private final String driver;
    private final long type;
    private final long memoryBytes;
    private final long largestBufferBytes;
    private final int alignment;
    private final int units;
    private final int largestWorkGroup;
    private final boolean fp64;
    private final boolean correctlyRounded;
    private final boolean denormals;

    DeviceInfo(int index, long platform, long device) {
        this.index = index;
        this.platform = platform;
        this.device = device;
        this.name = Query.text(device, CL_DEVICE_NAME);
        this.vendor = Query.text(device, CL_DEVICE_VENDOR);
        this.version = Query.text(device, CL_DEVICE_VERSION);
        this.driver = Query.text(device, CL_DRIVER_VERSION);
        this.type = Query.number(device, CL_DEVICE_TYPE);
        this.memoryBytes = Query.number(device, CL_DEVICE_GLOBAL_MEM_SIZE);
        this.largestBufferBytes = Query.number(device, CL_DEVICE_MAX_MEM_ALLOC_SIZE);
        this.alignment = (int) Query.number(device, CL_DEVICE_MEM_BASE_ADDR_ALIGN) / BITS_PER_BYTE;
        this.units = (int) Query.number(device, CL_DEVICE_MAX_COMPUTE_UNITS);
        this.largestWorkGroup = (int) Query.number(device, CL_DEVICE_MAX_WORK_GROUP_SIZE);
        this.fp64 =
                Arrays.asList(Query.text(device, CL_DEVICE_EXTENSIONS).split("\\s+"))
                                .contains("cl_khr_fp64")
                        && Query.number(device, CL_DEVICE_DOUBLE_FP_CONFIG) != 0;
        long single = Query.number(device, CL_DEVICE_SINGLE_FP_CONFIG);
        this.correctlyRounded = (single & CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT) != 0;
        this.denormals = (single & CL_FP_DENORM) != 0;
    }

    /** The same device, as if it could do less: for tests of what happens then. */
    DeviceInfo(DeviceInfo device, Lacks lacks) {
        this.index = device.index;
        this.platform = device.platform;
        this.device = device.device;
        this.name = device.name;
        this.vendor = device.vendor;
        this.version = device.version;
        this.driver = device.driver;
        this.type = device.type & ~lacks.types();
        this.memoryBytes = Math.min(device.memoryBytes, lacks.memoryBytes());
        this.largestBufferBytes = Math.min(device.largestBufferBytes, lacks.largestBufferBytes());
        this.alignment = device.alignment;
        this.units = device.units;
        this.largestWorkGroup = device.largestWorkGroup;
        this.fp64 = device.fp64 && !lacks.fp64();
        this.correctlyRounded = device.correctlyRounded && !lacks.correctRounding();
        this.denormals = device.denormals;
    }

    /**
     * What a device is taken not to have.
     *
     * @param types bits of {@code CL_DEVICE_TYPE} that it is taken not to have
     */
    record Lacks(
            boolean fp64,
            boolean correctRounding,
            long memoryBytes,
            long largestBufferBytes,
            long types) {}

    /** The device's place in {@link OpenCl#devices()}. */
    public int index() {
        return index;
    }

    /** The device's name. */
    public String name() {
        return name;
    }

    /** Who made it. */
    public String vendor() {
        return vendor;
    }

    /** The version of OpenCL it has, and of its driver. */
    public String version() {
        return version + ", driver " + driver;
    }

    /** Whether it is a graphics processor. */
    public boolean isGpu() {
        return (type & CL_DEVICE_TYPE_GPU) != 0;
    }

    /** Whether it is the processor that runs this program. */
    public boolean isCpu() {
        return (type & CL_DEVICE_TYPE_CPU) != 0;
    }

    /**
     * Whether one work-item runs over all lanes of a block that is reduced, instead of a group in
     * which each has a lane. On processors PoCL does not run such a group's work-items side by
     * side, but its compiler makes vectors of a loop. What has other types besides, as simulators
     * have, is left to groups.
     */
    boolean lanesInALoop() {
        return isCpu() && !isGpu();
    }

    /** The size of its memory. */
    public long memoryBytes() {
        return memoryBytes;
    }

    /** The size of the largest buffer it can allocate; no tensor's stream may be larger. */
    public long largestBufferBytes() {
        return largestBufferBytes;
    }

    /** How many compute units it has. */
    public int units() {
        return units;
    }

    /** Whether it computes in double: then, and only then, it takes double tensors. */
    public boolean fp64() {
        return fp64;
    }

    /**
     * Whether it rounds float division and root correctly. If not, a quotient may be off by 2.5
     * units in the last place and a root by 3, so that results differ from Java's.
     */
    public boolean correctlyRounded() {
        return correctlyRounded;
    }

    /**
     * Whether it computes with subnormal floats. If not, it takes them for zero, and results that
     * involve them differ from Java's.
     */
    public boolean denormals() {
        return denormals;
    }

    long platform() {
        return platform;
    }

    long device() {
        return device;
    }

    /** What the start of a buffer within another must be a multiple of, in bytes. */
    int alignment() {
        return alignment;
    }

    /**
     * Opens the device.
     *
     * @throws OpenClException if the device refuses, has no OpenCL 1.2, or runs fewer than 256
     *     work-items in a group
     */
    public OpenClDevice open() {
        return new OpenClDevice(this);
    }

    /** Throws if no kernel could run on the device. */
    void requireUsable() {
        requireUsable(name, version, largestWorkGroup);
    }

    /**
     * Throws if a device with these properties could run no kernel.
     *
     * @param version as OpenCL gives it, such as {@code OpenCL 1.2 pocl}
     */
    static void requireUsable(String name, String version, int largestWorkGroup) {
        Matcher number = VERSION.matcher(version);
        int major = number.find() ? Integer.parseInt(number.group(1)) : 0;
        int minor = major > 0 ? Integer.parseInt(number.group(2)) : 0;
        if (major < 1 || major == 1 && minor < 2) {
            throw new OpenClException(
                    "device "
                            + name
                            + " has `"
                            + version
                            + "`, but OpenCL 1.2 is needed; update its driver, or choose another"
                            + " device");
        }
        if (largestWorkGroup < Launcher.GROUP) {
            throw new OpenClException(
                    "device "
                            + name
                            + " runs at most "
                            + largestWorkGroup
                            + " work-items in a group, but "
                            + Launcher.GROUP
                            + " are needed; choose another device");
        }
    }

    /** Index, name, vendor and version. */
    @Override
    public String toString() {
        return index + ": " + name + " (" + vendor + ", " + version() + ")";
    }
}
