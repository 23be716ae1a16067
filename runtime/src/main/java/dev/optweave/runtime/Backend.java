package dev.optweave.runtime;

/** What runs the loops over elements of parameters that lie in Java's arrays. */
public enum Backend {

    /** Loops over one element after the other, which the JVM vectorizes where it can. */
    SCALAR,

    /**
     * Loops over vectors, written with the module {@code jdk.incubator.vector}. The rule has them
     * if that module was readable when it was compiled; the program must be started with {@code
     * --add-modules jdk.incubator.vector}. A loop that computes exp, log, tanh, a power, a cube
     * root or a remainder of elements stays scalar: no vector form of these gives the same bits.
     */
    VECTOR,

    /**
     * {@link #VECTOR} where it is possible, otherwise {@link #SCALAR}. Loops over plain floats or
     * doubles that neither reduce nor compare stay scalar, as the JVM vectorizes them as well,
     * aligned and unrolled; except over small tensors that need no value of their own, be it a norm
     * or a factor of clipping.
     */
    AUTO
}
