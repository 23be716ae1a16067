package dev.optweave.processor.reference;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import java.util.function.IntUnaryOperator;

/** How the elements of a state lie in memory. */
record StoredAs(Storage storage, Rounding rounding) {

    /** Whether what is stored is read again as it was computed, in a tensor of that type. */
    boolean isExact(ElementType type) {
        return storage == Storage.SAME || (storage == Storage.FLOAT32 && type == ElementType.FLOAT);
    }

    /**
     * What is read after values have been stored.
     *
     * @param values of the tensor's type
     * @param randomBits the random bits of each element
     */
    double[] stored(double[] values, IntUnaryOperator randomBits) {
        return switch (storage) {
            case SAME -> values.clone();
            case FLOAT32 -> widened(narrowed(values));
            case BFLOAT16 -> widened(stored(BinaryFormat.BFLOAT16, values, randomBits));
            case FLOAT16 -> widened(stored(BinaryFormat.FLOAT16, values, randomBits));
            case INT8_BLOCK -> widened(BlockFormat.stored(narrowed(values), rounding, randomBits));
        };
    }

    private float[] stored(BinaryFormat format, double[] values, IntUnaryOperator randomBits) {
        float[] stored = narrowed(values);
        for (int i = 0; i < stored.length; i++) {
            stored[i] = format.round(stored[i], rounding, randomBits.applyAsInt(i));
        }
        return stored;
    }

    private static float[] narrowed(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }

    private static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
