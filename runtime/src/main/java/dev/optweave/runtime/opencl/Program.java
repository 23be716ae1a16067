package dev.optweave.runtime.opencl;

/**
 * Where the kernels of a source are: in a compiled program, which may hold those of others too.
 *
 * @param handle the {@code cl_program}
 * @param prefix what comes before the names that the source gives its kernels; empty in a program
 *     of its own
 */
record Program(long handle, String prefix) {

    /** What the compiled kernel is called that the source calls by this name. */
    String kernelName(String name) {
        return prefix + name;
    }
}
