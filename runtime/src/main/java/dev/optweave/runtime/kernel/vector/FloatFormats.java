package dev.optweave.runtime.kernel.vector;

import static dev.optweave.runtime.kernel.vector.Shapes.BYTES;
import static dev.optweave.runtime.kernel.vector.Shapes.FLOATS;
import static dev.optweave.runtime.kernel.vector.Shapes.INTS;
import static dev.optweave.runtime.kernel.vector.Shapes.SHORTS;

import dev.optweave.runtime.kernel.ElementFormat;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loads vectors of floats from arrays, and stores them there, in each format.
 *
 * <p>HotSpot must follow every call that takes or gives a vector: one that it does not follow puts
 * the vector on the heap, turn by turn. It stops following calls of a program's own methods once a
 * loop has become long, so that every method stands for itself and is called through a constant
 * method handle. From there it follows what it has counted often enough, and counts by handle; what
 * loads or stores a format is therefore one handle, which all loops share. The vectors' own methods
 * it always follows, so that floats, the format of most arrays, are left to those alone.
 */
// the module of vectors may be missing, so that it cannot be required transitively
@SuppressWarnings("exports")
public final class FloatFormats {

    private static final MethodType LOAD =
            MethodType.methodType(FloatVector.class, Object.class, int.class);

    private static final MethodType STORE =
            MethodType.methodType(void.class, FloatVector.class, Object.class, int.class);

    private static final Map<ElementFormat, MethodHandle> LOADERS = new ConcurrentHashMap<>();

    private static final Map<ElementFormat, MethodHandle> STORERS = new ConcurrentHashMap<>();

    /** The bits of infinity. */
    private static final int INFINITE = 0x7f800000;

    /** The bit that tells a quiet NaN from a signaling one. */
    private static final int QUIET = 0x00400000;

    /** The bits of -0x7fff, half of the last place of a float's upper half but for one. */
    private static final int MINUS_HALF = 0xffff8001;

    /** The difference of a float's and a half's exponent, in place. */
    private static final int HALF_BIAS = 0x38000000;

    /** The bits of 2^-14, the least normal half. */
    private static final int HALF_NORMAL = 0x38800000;

    private FloatFormats() {}

    /** What loads a format: {@code (Object array, int index) -> FloatVector}. */
    static MethodHandle loader(ElementFormat format) {
        return LOADERS.computeIfAbsent(format, FloatFormats::findLoader);
    }

    /** What stores a format: {@code (FloatVector x, Object array, int index) -> void}. */
    static MethodHandle storer(ElementFormat format) {
        return STORERS.computeIfAbsent(format, FloatFormats::findStorer);
    }

    private static MethodHandle findLoader(ElementFormat format) {
        return switch (format) {
            case PLAIN, STAGED -> findLoaderOfFloats();
            case BFLOAT16 -> findLoader("loadBfloat16", short[].class);
            case FLOAT16 -> findLoader("loadFloat16", short[].class);
            case INT8_BLOCK -> findLoader("loadInt8", CodedBlock.class);
        };
    }

    private static MethodHandle findStorer(ElementFormat format) {
        return switch (format) {
            case PLAIN, STAGED -> findStorerOfFloats();
            case BFLOAT16 -> findStorer("storeBfloat16", short[].class);
            case FLOAT16 -> findStorer("storeFloat16", short[].class);
            case INT8_BLOCK -> findStorer("storeInt8", CodedBlock.class);
        };
    }

    private static MethodHandle findLoaderOfFloats() {
        MethodType type =
                MethodType.methodType(
                        FloatVector.class, VectorSpecies.class, float[].class, int.class);
        return found(lookup -> lookup.findStatic(FloatVector.class, "fromArray", type))
                .bindTo(FLOATS)
                .asType(LOAD);
    }

    private static MethodHandle findStorerOfFloats() {
        MethodType type = MethodType.methodType(void.class, float[].class, int.class);
        return found(lookup -> lookup.findVirtual(FloatVector.class, "intoArray", type))
                .asType(STORE);
    }

    private static MethodHandle findLoader(String name, Class<?> array) {
        MethodType type = LOAD.changeParameterType(0, array);
        return found(lookup -> lookup.findStatic(FloatFormats.class, name, type)).asType(LOAD);
    }

    private static MethodHandle findStorer(String name, Class<?> array) {
        MethodType type = STORE.changeParameterType(1, array);
        return found(lookup -> lookup.findStatic(FloatFormats.class, name, type)).asType(STORE);
    }

    /** Finds a method that is there. */
    private interface Search {
        MethodHandle in(MethodHandles.Lookup lookup)
                throws NoSuchMethodException, IllegalAccessException;
    }

    private static MethodHandle found(Search search) {
        try {
            return search.in(MethodHandles.lookup());
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The upper halves of floats' bits. A conversion of shorts without sign fails on JDK 17. */
    public static FloatVector loadBfloat16(short[] array, int index) {
        return ((IntVector)
                        ShortVector.fromArray(SHORTS, array, index)
                                .convertShape(VectorOperators.S2I, INTS, 0))
                .lanewise(VectorOperators.LSHL, 16)
                .reinterpretAsFloats();
    }

    /**
     * To the nearest, ties to even; of a NaN the upper half, made quiet.
     *
     * <p>What is subtracted is {@code -0x7fff} and less by one where the upper half is odd: those
     * are the bits of {@link #MINUS_HALF} that are not in it. Of a NaN nothing is subtracted. No
     * mask is made, which takes JDK 17 four instructions to use. Operations on bits are in an order
     * in which HotSpot makes one instruction of them: it does not where a result of such an
     * operation is inverted, and copies a register where a constant comes first.
     */
    public static void storeBfloat16(FloatVector x, short[] array, int index) {
        IntVector bits = x.reinterpretAsInts();
        IntVector magnitude = bits.and(0x7fffffff);
        IntVector number = magnitude.add(-1 - INFINITE).lanewise(VectorOperators.ASHR, 31);
        IntVector rounding =
                number.and(MINUS_HALF).and(magnitude.lanewise(VectorOperators.LSHR, 16).not());
        ((ShortVector)
                        number.not()
                                .and(QUIET)
                                .or(bits)
                                .sub(rounding)
                                .lanewise(VectorOperators.LSHR, 16)
                                .convertShape(VectorOperators.I2S, SHORTS, 0))
                .intoArray(array, index);
    }

    /** The binary16 of IEEE 754. No subnormal float is computed with: those are slow. */
    public static FloatVector loadFloat16(short[] array, int index) {
        IntVector bits =
                (IntVector)
                        ShortVector.fromArray(SHORTS, array, index)
                                .convertShape(VectorOperators.S2I, INTS, 0);
        IntVector rest = bits.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
        // infinity and NaN are as far from their floats as two biases
        IntVector second =
                IntVector.broadcast(INTS, 0x0f7fffff)
                        .sub(rest)
                        .lanewise(VectorOperators.ASHR, 31)
                        .and(HALF_BIAS);
        IntVector normal = rest.add(HALF_BIAS).add(second);
        // 2^-14 and the fraction, less 2^-14
        IntVector subnormal =
                rest.add(HALF_NORMAL).reinterpretAsFloats().sub(0x1p-14f).reinterpretAsInts();
        return normal.blend(subnormal, rest.lt(0x00800000))
                .or(bits.and(0x8000).lanewise(VectorOperators.LSHL, 16))
                .reinterpretAsFloats();
    }

    /** To the nearest, ties to even. */
    public static void storeFloat16(FloatVector x, short[] array, int index) {
        IntVector bits = x.reinterpretAsInts();
        IntVector magnitude = bits.and(0x7fffffff);
        // 65536 and what is larger, NaN for the time being too, becomes infinite
        IntVector finite = magnitude.min(0x47800000);
        IntVector exponent = finite.and(INFINITE).max(HALF_NORMAL);
        // numbers of this size are as far apart as halves near x: the addition rounds
        IntVector coarse = exponent.add(13 << 23);
        IntVector fraction =
                coarse.reinterpretAsFloats()
                        .add(finite.reinterpretAsFloats())
                        .reinterpretAsInts()
                        .sub(coarse);
        IntVector half = exponent.sub(HALF_NORMAL).lanewise(VectorOperators.LSHR, 13).add(fraction);
        IntVector nan =
                IntVector.broadcast(INTS, INFINITE)
                        .sub(magnitude)
                        .lanewise(VectorOperators.ASHR, 31)
                        .and(magnitude.lanewise(VectorOperators.LSHR, 13).and(0x3ff).or(0x200));
        ((ShortVector)
                        half.or(nan)
                                .or(bits.lanewise(VectorOperators.LSHR, 16).and(0x8000))
                                .convertShape(VectorOperators.I2S, SHORTS, 0))
                .intoArray(array, index);
    }

    /**
     * Eight-bit codes of one block. A code is the last bits of a float whose last place it counts;
     * less what that float is without them, its bits are a quarter of its fourth power's.
     */
    public static FloatVector loadInt8(CodedBlock block, int index) {
        int[] decoding = block.decoding;
        IntVector code =
                (IntVector)
                        ByteVector.fromArray(BYTES, block.codes, index + decoding[CodedBlock.FIRST])
                                .convertShape(VectorOperators.B2I, INTS, 0);
        IntVector magnitude =
                code.and(decoding[CodedBlock.MAGNITUDE])
                        .or(decoding[CodedBlock.BASE])
                        .reinterpretAsFloats()
                        .sub(Float.intBitsToFloat(decoding[CodedBlock.BASE]))
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.LSHL, 2)
                        .reinterpretAsFloats()
                        .mul(Float.intBitsToFloat(decoding[CodedBlock.UNIT]))
                        .reinterpretAsInts();
        // The sign first: HotSpot then joins both operations into the product's own register.
        return code.and(decoding[CodedBlock.SIGN]).or(magnitude).reinterpretAsFloats();
    }

    /** Floats, until the block they belong to is encoded. */
    public static void storeInt8(FloatVector x, CodedBlock block, int index) {
        x.intoArray(block.values, index + CodedBlock.LINE);
    }
}
