package dev.optweave.runtime.internal.vector;

import static dev.optweave.runtime.internal.storage.Int8Block.BLOCK;
import static dev.optweave.runtime.kernel.vector.Shapes.BYTES;
import static dev.optweave.runtime.kernel.vector.Shapes.FLOATS;
import static dev.optweave.runtime.kernel.vector.Shapes.INTS;

import dev.optweave.runtime.internal.storage.Int8Block;
import dev.optweave.runtime.kernel.vector.CodedBlock;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Whole blocks of eight-bit codes. The conversion of a code to the fourth power it stands for, and
 * back, is two additions: a code is the last bits of a float whose last place it counts. Loops call
 * no methods but the vectors' own, which HotSpot follows wherever it inlines the loop.
 */
public final class Int8Vectors {

    private static final int LANES = FLOATS.length();
    private static final int MAGNITUDE = 0x7fffffff;
    private static final int SIGNED_BITS = Float.floatToRawIntBits(Int8Block.SIGNED_BASE);
    private static final int UNSIGNED_BITS = Float.floatToRawIntBits(Int8Block.UNSIGNED_BASE);

    private Int8Vectors() {}

    /** Decodes a block. */
    static void load(byte[] codes, int at, float unit, float[] values, int from) {
        int unitBits = Float.floatToRawIntBits(unit);
        float scale = Float.intBitsToFloat(unitBits & MAGNITUDE);
        if (unitBits < 0) {
            loadSigned(codes, at, scale, values, from);
        } else {
            loadUnsigned(codes, at, scale, values, from);
        }
    }

    private static void loadSigned(byte[] codes, int at, float unit, float[] values, int from) {
        FloatVector scale = FloatVector.broadcast(FLOATS, unit);
        for (int i = 0; i < BLOCK; i += LANES) {
            IntVector code =
                    (IntVector)
                            ByteVector.fromArray(BYTES, codes, at + i)
                                    .convertShape(VectorOperators.B2I, INTS, 0);
            code.and(0x7f)
                    .or(SIGNED_BITS)
                    .reinterpretAsFloats()
                    .sub(Int8Block.SIGNED_BASE)
                    .reinterpretAsInts()
                    .sub(Int8Block.SHIFT)
                    .max(0)
                    .lanewise(VectorOperators.LSHL, 2)
                    .reinterpretAsFloats()
                    .mul(scale)
                    .reinterpretAsInts()
                    .or(code.and(0x80000000))
                    .reinterpretAsFloats()
                    .intoArray(values, from + i);
        }
    }

    private static void loadUnsigned(byte[] codes, int at, float unit, float[] values, int from) {
        FloatVector scale = FloatVector.broadcast(FLOATS, unit);
        for (int i = 0; i < BLOCK; i += LANES) {
            ((IntVector)
                            ByteVector.fromArray(BYTES, codes, at + i)
                                    .convertShape(VectorOperators.B2I, INTS, 0))
                    .and(0xff)
                    .or(UNSIGNED_BITS)
                    .reinterpretAsFloats()
                    .sub(Int8Block.UNSIGNED_BASE)
                    .reinterpretAsInts()
                    .sub(Int8Block.SHIFT)
                    .max(0)
                    .lanewise(VectorOperators.LSHL, 2)
                    .reinterpretAsFloats()
                    .mul(scale)
                    .intoArray(values, from + i);
        }
    }

    /** Gives a block of a tensor the unit of what loops have stored into it. */
    public static void measure(CodedBlock block, int element) {
        block.units()[element / BLOCK] = unit(block.values(), CodedBlock.firstValue());
    }

    /** Encodes what loops have stored into a block that has been measured. */
    public static void encode(CodedBlock block, int element) {
        encode(block.codes(), block.units(), element, block.values(), CodedBlock.firstValue());
    }

    /** Encodes a block that begins at the element {@code at} and has been measured. */
    static void encode(byte[] codes, float[] units, int at, float[] values, int from) {
        float unit = units[at / BLOCK];
        if (isOrdinary(unit)) {
            store(values, from, unit, codes, at);
        } else {
            Int8Block.nearest(codes, units, at, values, from);
        }
    }

    /** Whether blocks of that unit can be encoded here: it is 0, or not subnormal and a number. */
    private static boolean isOrdinary(float unit) {
        return unit == 0 || Math.abs(unit) >= Float.MIN_NORMAL;
    }

    /**
     * Encodes a block, each value to the nearest code. The inverse of a unit that is not subnormal
     * is finite, so that nothing has to be lifted.
     */
    private static void store(float[] values, int from, float unit, byte[] codes, int at) {
        float inverse = Int8Block.inverse(unit, 1f);
        if (Float.floatToRawIntBits(unit) < 0) {
            storeSigned(values, from, inverse, codes, at);
        } else {
            storeUnsigned(values, from, inverse, codes, at);
        }
    }

    /** The unit of a block. */
    static float unit(float[] values, int from) {
        IntVector largest = IntVector.zero(INTS);
        IntVector signs = IntVector.zero(INTS);
        for (int i = from; i < from + BLOCK; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            largest = largest.max(bits.and(MAGNITUDE));
            signs = signs.or(bits);
        }
        return Int8Block.unit(
                largest.reduceLanes(VectorOperators.MAX),
                signs.reduceLanes(VectorOperators.OR) < 0);
    }

    private static void storeSigned(float[] values, int from, float inverse, byte[] codes, int at) {
        for (int i = 0; i < BLOCK; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, from + i).reinterpretAsInts();
            IntVector magnitude = bits.and(MAGNITUDE);
            ((ByteVector)
                            magnitude
                                    .reinterpretAsFloats()
                                    .mul(inverse)
                                    .reinterpretAsInts()
                                    .lanewise(VectorOperators.LSHR, 2)
                                    .add(Int8Block.SHIFT)
                                    .reinterpretAsFloats()
                                    .add(Int8Block.SIGNED_BASE)
                                    .reinterpretAsInts()
                                    .and(0xff)
                                    .max(magnitude.min(1))
                                    .or(bits.lanewise(VectorOperators.LSHR, 24).and(0x80))
                                    .convertShape(VectorOperators.I2B, BYTES, 0))
                    .intoArray(codes, at + i);
        }
    }

    private static void storeUnsigned(
            float[] values, int from, float inverse, byte[] codes, int at) {
        for (int i = 0; i < BLOCK; i += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, from + i);
            ((ByteVector)
                            x.mul(inverse)
                                    .reinterpretAsInts()
                                    .lanewise(VectorOperators.LSHR, 2)
                                    .add(Int8Block.SHIFT)
                                    .reinterpretAsFloats()
                                    .add(Int8Block.UNSIGNED_BASE)
                                    .reinterpretAsInts()
                                    .and(0xff)
                                    .max(x.reinterpretAsInts().min(1))
                                    .convertShape(VectorOperators.I2B, BYTES, 0))
                    .intoArray(codes, at + i);
        }
    }
}
