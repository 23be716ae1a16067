package dev.optweave.runtime.opencl;

import org.lwjgl.opencl.CL;
import org.lwjgl.system.Configuration;
import org.lwjgl.system.Library;

/** Finds LWJGL, and through it the OpenCL library of the system. */
final class Bindings {

    private static final String LINUX = "libOpenCL.so";

    private Bindings() {}

    /**
     * Loads the library, if that has not been done.
     *
     * @throws OpenClException if LWJGL, its native part or the library is missing
     */
    static synchronized void load() {
        try {
            if (isLoaded()) {
                return;
            }
        } catch (NoClassDefFoundError e) {
            throw new OpenClException(
                    "LWJGL is missing: add org.lwjgl:lwjgl and org.lwjgl:lwjgl-opencl to the"
                            + " program's dependencies, and org.lwjgl:lwjgl once more with the"
                            + " classifier of its platform, such as natives-linux (as modules:"
                            + " --add-modules org.lwjgl.opencl)",
                    e);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError e) {
            throw new OpenClException(
                    "LWJGL's native library is missing: add org.lwjgl:lwjgl with the classifier of"
                            + " this platform, such as natives-linux or natives-windows, to the"
                            + " program's dependencies",
                    e);
        }
        try {
            create();
        } catch (UnsatisfiedLinkError e) {
            throw new OpenClException(
                    "there is no OpenCL library: install an OpenCL loader and a driver (on Debian,"
                            + " ocl-icd-libopencl1 and, for the CPU, pocl-opencl-icd; for a GPU, its"
                            + " vendor's)",
                    e);
        }
    }

    /** Asks LWJGL, in its own method so that its classes are not needed before. */
    private static boolean isLoaded() {
        // Otherwise LWJGL would look for the library by one name as soon as it is touched.
        Configuration.OPENCL_EXPLICIT_INIT.set(true);
        Library.initialize();
        try {
            CL.getFunctionProvider();
            return true;
        } catch (IllegalStateException notLoaded) {
            return false;
        }
    }

    /**
     * The name without a version is there only beside the files for developers, and is then a link
     * to the other. LWJGL prints a message when it finds nothing, so the surer name comes first.
     */
    private static void create() {
        boolean chosen = Configuration.OPENCL_LIBRARY_NAME.get() != null;
        if (chosen || !System.getProperty("os.name", "").contains("Linux")) {
            CL.create();
            return;
        }
        try {
            CL.create(LINUX + ".1");
        } catch (UnsatisfiedLinkError first) {
            try {
                CL.create(LINUX);
            } catch (UnsatisfiedLinkError second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }
}
