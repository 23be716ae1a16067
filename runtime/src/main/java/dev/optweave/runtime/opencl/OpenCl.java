package dev.optweave.runtime.opencl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The OpenCL devices of this machine.
 *
 * <pre>{@code
 * try (OpenClDevice device = OpenCl.device();
 *         DeviceParameters parameters = device.allocate(hostParameters);
 *         AdamW optimizer = AdamW.builder().lr(1e-3).build(parameters)) {
 *     for (Batch batch : batches) {
 *         network.backward(batch); // fills the gradient arrays of hostParameters
 *         parameters.uploadGradients();
 *         optimizer.step();
 *         parameters.download();
 *     }
 * }
 * }</pre>
 */
public final class OpenCl {

    private OpenCl() {}

    /**
     * All devices of all platforms, in the order in which the platforms list them; none if there is
     * an OpenCL library, but no driver.
     *
     * @throws OpenClException if LWJGL or the OpenCL library is missing; the message says what to
     *     add or install
     */
    public static List<DeviceInfo> devices() {
        Bindings.load();
        return SignalHandlers.keptWhileListing(OpenCl::list);
    }

    private static List<DeviceInfo> list() {
        List<DeviceInfo> devices = new ArrayList<>();
        for (long platform : Query.platforms()) {
            for (long device : Query.devices(platform)) {
                devices.add(new DeviceInfo(devices.size(), platform, device));
            }
        }
        return List.copyOf(devices);
    }

    /**
     * Opens the first graphics processor, or where there is none, the first device.
     *
     * @throws OpenClException if there is no device, or it refuses
     */
    public static OpenClDevice device() {
        List<DeviceInfo> devices = devicesOrThrow();
        return devices.stream().filter(DeviceInfo::isGpu).findFirst().orElse(devices.get(0)).open();
    }

    /**
     * Opens a device by its place in {@link #devices()}.
     *
     * @throws OpenClException if there is no such device, or it refuses
     */
    public static OpenClDevice device(int index) {
        List<DeviceInfo> devices = devicesOrThrow();
        if (index < 0 || index >= devices.size()) {
            throw new OpenClException("there is no device " + index + "; there are " + devices);
        }
        return devices.get(index).open();
    }

    /**
     * Opens the device whose name contains the given one, in upper or lower case.
     *
     * @throws OpenClException if there is no such device or more than one, or it refuses
     */
    public static OpenClDevice device(String name) {
        List<DeviceInfo> devices = devicesOrThrow();
        String wanted = name.toLowerCase(Locale.ROOT);
        List<DeviceInfo> found =
                devices.stream()
                        .filter(info -> info.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .toList();
        if (found.isEmpty()) {
            throw new OpenClException("no device is called `" + name + "`; there are " + devices);
        }
        if (found.size() > 1) {
            throw new OpenClException(
                    "several devices are called `"
                            + name
                            + "`: "
                            + found
                            + "; give more of the name, or the index");
        }
        return found.get(0).open();
    }

    /**
     * Why {@link #devices()} is empty, and what to do about it: names the platforms that are there
     * all the same, and the environment variables that hide drivers or devices. Where there are
     * devices it says so and names them.
     *
     * @throws OpenClException as {@link #devices()}
     */
    public static String whyNone() {
        List<DeviceInfo> devices = devices();
        if (!devices.isEmpty()) {
            return "there is a device, so nothing needs to be done: " + devices;
        }
        List<String> platforms =
                SignalHandlers.keptWhileListing(
                        () -> Query.platforms().stream().map(Query::platformName).toList());
        return NoDevice.message(platforms);
    }

    /**
     * How many OpenCL objects (contexts, queues, buffers, programs, kernels) this package holds in
     * this process: 0 once every device is closed.
     */
    public static int liveObjects() {
        return LiveObjects.total();
    }

    private static List<DeviceInfo> devicesOrThrow() {
        List<DeviceInfo> devices = devices();
        if (devices.isEmpty()) {
            throw new OpenClException(whyNone());
        }
        return devices;
    }
}
