package dev.optweave.runtime.opencl;

/** Who copies parameters and gradients between the host's arrays and a device. */
public enum Transfers {
    /**
     * You do, with the methods of {@link DeviceParameters}: a step touches nothing but the device.
     */
    EXPLICIT,
    /**
     * Each step: gradients are copied to the device before an update, parameters to the host after
     * it, and where a closure or a view of the evaluation point looks at them. The host's values
     * are read once, when the device's are allocated; after changing them, {@linkplain
     * DeviceParameters#upload() upload} them.
     */
    EVERY_STEP
}
