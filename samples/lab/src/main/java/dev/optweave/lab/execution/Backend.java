package dev.optweave.lab.execution;

import java.util.List;

/** What runs a rule. */
public enum Backend {
    /** Vector loops where they are possible, otherwise scalar ones. */
    AUTO("auto"),
    /** The generated Java class with its scalar loops. */
    JAVA("java"),
    /** The generated Java class with its vector loops. */
    VECTOR("vector"),
    /** The generated kernels on an OpenCL device. */
    OPENCL("opencl"),
    /** The interpreter of the lowered program. */
    INTERPRETER("interpreter");

    /** Those that replay traces. */
    public static final List<Backend> OF_REPLAYS = List.of(JAVA, VECTOR, OPENCL, INTERPRETER);

    /** Those that race. */
    public static final List<Backend> OF_RACES = List.of(AUTO, JAVA, VECTOR, OPENCL);

    private final String text;

    Backend(String text) {
        this.text = text;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return text;
    }
}
