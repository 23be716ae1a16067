package dev.optweave.runtime.opencl;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One device for all tests of a class, from before the first until after the last. */
final class TestDevice implements BeforeAllCallback, AfterAllCallback {

    private OpenClDevice device;

    OpenClDevice get() {
        return requireNonNull(device, "no test of the class has begun");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        device = Devices.open();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (device != null) {
            device.close();
        }
    }
}
