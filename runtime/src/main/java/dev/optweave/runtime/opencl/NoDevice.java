package dev.optweave.runtime.opencl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says why there is no device. */
final class NoDevice {

    /** What decides which drivers are loaded, and which devices one of them shows. */
    static final List<String> VARIABLES =
            List.of("OCL_ICD_VENDORS", "OCL_ICD_FILENAMES", "POCL_DEVICES", "POCL_CACHE_DIR");

    private NoDevice() {}

    /** What to tell those who asked for a device; reads the environment only to name it. */
    static String message(List<String> platforms) {
        return message(platforms, System.getenv());
    }

    /**
     * What to tell those who asked for a device.
     *
     * @param platforms the names of those that are there
     */
    static String message(List<String> platforms, Map<String, String> environment) {
        String set =
                VARIABLES.stream()
                        .filter(environment::containsKey)
                        .map(name -> name + "=" + environment.get(name))
                        .collect(Collectors.joining(", "));
        String there =
                platforms.isEmpty()
                        ? "there is an OpenCL library, but no platform and so no device: "
                        : "there is an OpenCL library, but its platforms ("
                                + String.join(", ", platforms)
                                + ") have no device: ";
        String hidden =
                set.isEmpty()
                        ? ""
                        : "these variables of the environment decide what is found: "
                                + set
                                + "; unset them, or let them name what exists and may be written;"
                                + " if that does not help, ";
        return there
                + hidden
                + "install a driver (on Debian, pocl-opencl-icd for the CPU; for a GPU, its"
                + " vendor's), and look at what `clinfo` lists";
    }
}
