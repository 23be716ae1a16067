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

    private Shapes() {}
}
