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
 * back, is a shift and one addition or two: a code is the last bits of a float whose last place it
 * counts. Loops call no methods but the vectors' own, which HotSpot follows wherever it inlines the
 * loop.
 */
public final class Int8Vectors {

    private static final int LANES = FLOATS.length();
    private static final int MAGNITUDE = 0x7fffffff;

    /** The bits of the least normal float. */
    private static final int NORMAL = 1 << 23;

    /**
     * By how much the bits of a normal value may be less than those of the largest of a block
     * without signs: then it is at least 2^-34 of it, and has a code other than 0.
     */
    private static final int UNSIGNED_RANGE = 34 << 23;

    /** As much for a block with signs: 2^-30. */
    private static final int SIGNED_RANGE = 30 << 23;

    private Int8Vectors() {}

    /** Decodes a block. */
    static void load(byte[] codes, int at, float unit, float[] values, int from) {
        int unitBits = Float.floatToRawIntBits(unit);
        int magnitude = unitBits < 0 ? 0x7f : 0xff;
        int sign = unitBits & 0x80000000;
        float base = unitBits < 0 ? Int8Block.SIGNED_BASE : Int8Block.UNSIGNED_BASE;
        int baseBits = Float.floatToRawIntBits(base);
        FloatVector scale = FloatVector.broadcast(FLOATS, Math.abs(unit));
        for (int i = 0; i < BLOCK; i += LANES) {
            IntVector code =
                    (IntVector)
                            ByteVector.fromArray(BYTES, codes, at + i)
                                    .convertShape(VectorOperators.B2I, INTS, 0);
            code.and(magnitude)
                    .or(baseBits)
                    .reinterpretAsFloats()
                    .sub(base)
                    .reinterpretAsInts()
                    .sub(Int8Block.SHIFT)
                    .max(0)
                    .lanewise(VectorOperators.LSHL, 2)
                    .reinterpretAsFloats()
                    .mul(scale)
                    .reinterpretAsInts()
                    .or(code.and(sign))
                    .reinterpretAsFloats()
                    .intoArray(values, from + i);
        }
    }

    /** Gives a block the unit of what loops have stored into it, and finds out if it is narrow. */
    public static void measure(CodedBlock block, int element) {
        float[] units = block.units();
        float[] values = block.values();
        int from = CodedBlock.firstValue();
        int number = element / BLOCK;
        if (Float.floatToRawIntBits(units[number]) >= 0) {
            IntVector largest = IntVector.zero(INTS);
            IntVector least = IntVector.broadcast(INTS, MAGNITUDE);
            for (int i = from; i < from + BLOCK; i += LANES) {
                IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
                largest = largest.max(bits);
                least = least.min(bits);
            }
            int top = largest.reduceLanes(VectorOperators.MAX);
            int bottom = least.reduceLanes(VectorOperators.MIN);
            if (bottom >= 0) {
                units[number] = Int8Block.unit(top, false);
                block.setNarrow(bottom >= Math.max(top - UNSIGNED_RANGE, NORMAL));
                return;
            }
        }
        measureSigned(block, element);
    }

    /** The same for a block that has a sign, or had one. */
    private static void measureSigned(CodedBlock block, int element) {
        float[] values = block.values();
        int from = CodedBlock.firstValue();
        IntVector largest = IntVector.zero(INTS);
        IntVector least = IntVector.broadcast(INTS, MAGNITUDE);
        IntVector signs = IntVector.zero(INTS);
        for (int i = from; i < from + BLOCK; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(MAGNITUDE);
            largest = largest.max(magnitude);
            least = least.min(magnitude);
            signs = signs.or(bits);
        }
        int top = largest.reduceLanes(VectorOperators.MAX);
        int bottom = least.reduceLanes(VectorOperators.MIN);
        boolean signed = signs.reduceLanes(VectorOperators.OR) < 0;
        block.units()[element / BLOCK] = Int8Block.unit(top, signed);
        block.setNarrow(bottom >= Math.max(top - SIGNED_RANGE, NORMAL));
    }

    /** Encodes what loops have stored into a block that has been measured. */
    public static void encode(CodedBlock block, int element) {
        float unit = block.units()[element / BLOCK];
        if (block.isNarrow() && isOrdinary(unit)) {
            storeNarrow(block.values(), CodedBlock.firstValue(), unit, block.codes(), element);
        } else {
            encode(block.codes(), block.units(), element, block.values(), CodedBlock.firstValue());
        }
    }

    private static void storeNarrow(float[] values, int from, float unit, byte[] codes, int at) {
        float twice = 2 * Int8Block.inverse(unit, 1f);
        if (Float.floatToRawIntBits(unit) < 0) {
            storeNarrowSigned(values, from, twice, codes, at);
        } else {
            storeNarrowUnsigned(values, from, twice, codes, at);
        }
    }

    private static void storeNarrowSigned(
            float[] values, int from, float inverse, byte[] codes, int at) {
        for (int i = 0; i < BLOCK; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, from + i).reinterpretAsInts();
            ((ByteVector)
                            bits.lanewise(VectorOperators.LSHR, 24)
                                    .and(0x80)
                                    .or(
                                            bits.and(MAGNITUDE)
                                                    .reinterpretAsFloats()
                                                    .mul(inverse)
                                                    .reinterpretAsInts()
                                                    .lanewise(VectorOperators.LSHR, 2)
                                                    .reinterpretAsFloats()
                                                    .add(Int8Block.LOW_SIGNED_BASE)
                                                    .reinterpretAsInts())
                                    .convertShape(VectorOperators.I2B, BYTES, 0))
                    .intoArray(codes, at + i);
        }
    }

    private static void storeNarrowUnsigned(
            float[] values, int from, float inverse, byte[] codes, int at) {
        for (int i = 0; i < BLOCK; i += LANES) {
            ((ByteVector)
                            FloatVector.fromArray(FLOATS, values, from + i)
                                    .mul(inverse)
                                    .reinterpretAsInts()
                                    .lanewise(VectorOperators.LSHR, 2)
                                    .reinterpretAsFloats()
                                    .add(Int8Block.LOW_UNSIGNED_BASE)
                                    .reinterpretAsInts()
                                    .convertShape(VectorOperators.I2B, BYTES, 0))
                    .intoArray(codes, at + i);
        }
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
