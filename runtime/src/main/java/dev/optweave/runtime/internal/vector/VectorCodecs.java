package dev.optweave.runtime.internal.vector;

import static dev.optweave.runtime.kernel.vector.Shapes.FLOATS;
import static dev.optweave.runtime.kernel.vector.Shapes.INTS;
import static dev.optweave.runtime.kernel.vector.Shapes.SHORTS;
import static dev.optweave.runtime.kernel.vector.Shapes.WIDENS_BYTES;

import dev.optweave.runtime.internal.storage.Bfloat16Bits;
import dev.optweave.runtime.internal.storage.Codecs;
import dev.optweave.runtime.internal.storage.Draw;
import dev.optweave.runtime.internal.storage.Int8Array;
import dev.optweave.runtime.internal.storage.Int8Block;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Codecs in vectors. What is left behind the last whole vector, half-precision floats (only those
 * of doubles come here) and eight-bit codes that are rounded at random are left to plain Java.
 *
 * <p>No loop passes a vector to a method of our own, such as those of the formats: where HotSpot
 * has compiled that one by itself before, it calls it, and puts the vector on the heap.
 */
public final class VectorCodecs implements Codecs {

    private static final int LANES = FLOATS.length();

    @Override
    public void loadBfloat16(short[] stored, int at, float[] values, int count) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            ((IntVector)
                            ShortVector.fromArray(SHORTS, stored, at + i)
                                    .convertShape(VectorOperators.S2I, INTS, 0))
                    .lanewise(VectorOperators.LSHL, 16)
                    .reinterpretAsFloats()
                    .intoArray(values, i);
        }
        for (int i = whole; i < count; i++) {
            values[i] = Bfloat16Bits.decode(stored[at + i]);
        }
    }

    @Override
    public void storeBfloat16(short[] stored, int at, float[] values, int count) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            IntVector brainBits = x.reinterpretAsInts();
            IntVector brainUpper = brainBits.lanewise(VectorOperators.LSHR, 16);
            IntVector brainEven =
                    brainUpper.and(1).add(0x7fff).add(brainBits).lanewise(VectorOperators.LSHR, 16);
            VectorMask<Integer> brainNan = x.compare(VectorOperators.NE, x).cast(INTS);
            IntVector brain = brainEven.blend(brainUpper.or(0x40), brainNan);
            ((ShortVector) brain.convertShape(VectorOperators.I2S, SHORTS, 0))
                    .intoArray(stored, at + i);
        }
        for (int i = whole; i < count; i++) {
            stored[at + i] = Bfloat16Bits.nearest(values[i]);
        }
    }

    @Override
    public void storeBfloat16(short[] stored, int at, float[] values, int count, int[] random) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            IntVector bits = FloatVector.fromArray(FLOATS, values, i).reinterpretAsInts();
            IntVector magnitude = bits.and(0x7fffffff);
            IntVector upper = bits.lanewise(VectorOperators.LSHR, 16);
            IntVector rounded =
                    IntVector.fromArray(INTS, random, i)
                            .and(0xffff)
                            .add(bits)
                            .lanewise(VectorOperators.LSHR, 16);
            VectorMask<Integer> infinite =
                    magnitude.compare(VectorOperators.GE, Int8Block.INFINITE);
            VectorMask<Integer> nan = magnitude.compare(VectorOperators.GT, Int8Block.INFINITE);
            IntVector brain = rounded.blend(upper, infinite).blend(upper.or(0x40), nan);
            ((ShortVector) brain.convertShape(VectorOperators.I2S, SHORTS, 0))
                    .intoArray(stored, at + i);
        }
        for (int i = whole; i < count; i++) {
            stored[at + i] = Bfloat16Bits.stochastic(values[i], random[i]);
        }
    }

    @Override
    public void loadKahan(short[] stored, short[] companion, int at, float[] values, int count) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector nearest =
                    ((IntVector)
                                    ShortVector.fromArray(SHORTS, stored, at + i)
                                            .convertShape(VectorOperators.S2I, INTS, 0))
                            .lanewise(VectorOperators.LSHL, 16)
                            .reinterpretAsFloats();
            FloatVector lost =
                    ((IntVector)
                                    ShortVector.fromArray(SHORTS, companion, at + i)
                                            .convertShape(VectorOperators.S2I, INTS, 0))
                            .lanewise(VectorOperators.LSHL, 16)
                            .reinterpretAsFloats();
            nearest.add(lost).intoArray(values, i);
        }
        for (int i = whole; i < count; i++) {
            values[i] =
                    Bfloat16Bits.decode(stored[at + i]) + Bfloat16Bits.decode(companion[at + i]);
        }
    }

    @Override
    public void storeKahan(short[] stored, short[] companion, int at, float[] values, int count) {
        int whole = count & -LANES;
        for (int i = 0; i < whole; i += LANES) {
            FloatVector x = FloatVector.fromArray(FLOATS, values, i);
            IntVector brainBits = x.reinterpretAsInts();
            IntVector brainUpper = brainBits.lanewise(VectorOperators.LSHR, 16);
            IntVector brainEven =
                    brainUpper.and(1).add(0x7fff).add(brainBits).lanewise(VectorOperators.LSHR, 16);
            VectorMask<Integer> brainNan = x.compare(VectorOperators.NE, x).cast(INTS);
            IntVector brain = brainEven.blend(brainUpper.or(0x40), brainNan);
            ((ShortVector) brain.convertShape(VectorOperators.I2S, SHORTS, 0))
                    .intoArray(stored, at + i);
            FloatVector nearest = brain.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
            VectorMask<Float> finite =
                    nearest.abs().compare(VectorOperators.LT, Float.POSITIVE_INFINITY);
            FloatVector lost = FloatVector.zero(FLOATS).blend(x.sub(nearest), finite);
            IntVector restBits = lost.reinterpretAsInts();
            IntVector restUpper = restBits.lanewise(VectorOperators.LSHR, 16);
            IntVector restEven =
                    restUpper.and(1).add(0x7fff).add(restBits).lanewise(VectorOperators.LSHR, 16);
            VectorMask<Integer> restNan = lost.compare(VectorOperators.NE, lost).cast(INTS);
            IntVector rest = restEven.blend(restUpper.or(0x40), restNan);
            ((ShortVector) rest.convertShape(VectorOperators.I2S, SHORTS, 0))
                    .intoArray(companion, at + i);
        }
        for (int i = whole; i < count; i++) {
            stored[at + i] = Bfloat16Bits.nearest(values[i]);
            companion[at + i] = Bfloat16Bits.companion(values[i], stored[at + i]);
        }
    }

    @Override
    public void loadFloat16(short[] stored, int at, float[] values, int count) {
        SCALAR.loadFloat16(stored, at, values, count);
    }

    @Override
    public void storeFloat16(short[] stored, int at, float[] values, int count) {
        SCALAR.storeFloat16(stored, at, values, count);
    }

    @Override
    public void storeFloat16(short[] stored, int at, float[] values, int count, int[] random) {
        SCALAR.storeFloat16(stored, at, values, count, random);
    }

    @Override
    public void loadInt8(Int8Array stored, int at, float[] values, int count) {
        int whole = WIDENS_BYTES ? count & -Int8Block.BLOCK : 0;
        for (int i = 0; i < whole; i += Int8Block.BLOCK) {
            float unit = stored.units()[(at + i) / Int8Block.BLOCK];
            Int8Vectors.load(stored.codes(), at + i, unit, values, i);
        }
        for (int i = whole; i < count; i++) {
            float unit = stored.units()[(at + i) / Int8Block.BLOCK];
            values[i] = Int8Block.decode(stored.codes()[at + i], unit);
        }
    }

    @Override
    public void measureInt8(Int8Array stored, int at, float[] values, int count) {
        int whole = WIDENS_BYTES ? count & -Int8Block.BLOCK : 0;
        for (int i = 0; i < whole; i += Int8Block.BLOCK) {
            stored.units()[(at + i) / Int8Block.BLOCK] = Int8Vectors.unit(values, i);
        }
        for (int i = whole; i < count; i += Int8Block.BLOCK) {
            Int8Block.measure(stored, at + i, values, i);
        }
    }

    @Override
    public void storeInt8(Int8Array stored, int at, float[] values, int count) {
        int whole = WIDENS_BYTES ? count & -Int8Block.BLOCK : 0;
        for (int i = 0; i < whole; i += Int8Block.BLOCK) {
            Int8Vectors.encode(stored.codes(), stored.units(), at + i, values, i);
        }
        for (int i = whole; i < count; i += Int8Block.BLOCK) {
            Int8Block.nearest(stored.codes(), stored.units(), at + i, values, i);
        }
    }

    @Override
    public void storeInt8(Int8Array stored, int at, float[] values, int count, int[] random) {
        SCALAR.storeInt8(stored, at, values, count, random);
    }

    @Override
    public void random(Draw draw, int at, int[] words, int count) {
        SCALAR.random(draw, at, words, count);
    }
}
