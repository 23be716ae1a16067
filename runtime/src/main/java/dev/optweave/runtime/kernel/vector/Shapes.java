package dev.optweave.runtime.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The shapes of vectors in use: the machine's preferred one, up to 512 bits. */
// the module of vectors may be missing, so that it cannot be required transitively
@SuppressWarnings("exports")
public final class Shapes {

    /** A block is reduced in 64 lanes, held in four vectors or more. */
    private static final int WIDEST = 512;

    private static final VectorShape SHAPE =
            VectorShape.forBitSize(Math.min(WIDEST, FloatVector.SPECIES_PREFERRED.vectorBitSize()));

    /** Vectors of floats. */
    public static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);

    /** Vectors of doubles, as many bits as those of floats. */
    public static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);

    /** Vectors of as many ints as there are floats. */
    public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);

    /** Vectors of as many shorts as there are floats. */
    public static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(
                    short.class, VectorShape.forBitSize(Math.max(64, SHAPE.vectorBitSize() / 2)));

    /** Vectors of as many bytes as there are floats, where the machine has so short ones. */
    public static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(
                    byte.class, VectorShape.forBitSize(Math.max(64, SHAPE.vectorBitSize() / 4)));

    /** Whether a vector of bytes can be widened to one of as many floats. */
    public static final boolean WIDENS_BYTES = SHAPE.vectorBitSize() >= 256;

    private Shapes() {}
}
