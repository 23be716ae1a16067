package dev.optweave.processor.reference;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** The elements of a parameter, and what is kept beside them where they are brain floats. */
final class ReferenceParameter {

    /** What a parameter holds, to be put back later. */
    record Copy(double[] values, double[] companion) {}

    private final double[] values;

    /** What each value lacks to the one computed; empty if nothing is kept of that. */
    private double[] companion = new double[0];

    private Optional<Rounding> brainFloats = Optional.empty();

    ReferenceParameter(int length) {
        values = new double[length];
    }

    /** Keeps brain floats from now on. */
    void bfloat16(Rounding rounding) {
        brainFloats = Optional.of(rounding);
        companion = new double[0];
        values(values.clone());
    }

    /** Keeps brain floats, and in further ones what they lack. */
    void bfloat16WithCompanion() {
        bfloat16(Rounding.NEAREST);
        companion = new double[values.length];
    }

    boolean isExact() {
        return brainFloats.isEmpty();
    }

    double[] values() {
        return values.clone();
    }

    /** Sets the values, rounded to nearest; a companion stays as it is. */
    void values(double[] newValues) {
        copy(brainFloats.isPresent() ? nearest(newValues) : newValues, values);
    }

    double[] companion() {
        return companion.clone();
    }

    /** The values as a loop loads them. */
    double[] loaded() {
        double[] loaded = values.clone();
        for (int i = 0; i < companion.length; i++) {
            loaded[i] = (float) values[i] + (float) companion[i];
        }
        return loaded;
    }

    /** Stores the values that a loop computed. */
    void store(double[] computed, IntUnaryOperator randomBits) {
        if (brainFloats.isEmpty()) {
            copy(computed, values);
            return;
        }
        StoredAs format = new StoredAs(Storage.BFLOAT16, brainFloats.get());
        copy(format.stored(computed, randomBits), values);
        if (companion.length > 0) {
            copy(nearest(lacking(computed)), companion);
        }
    }

    /** What the values lack to those computed; nothing where a value is not finite. */
    private double[] lacking(double[] computed) {
        double[] lacking = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                lacking[i] = (float) computed[i] - (float) values[i];
            }
        }
        return lacking;
    }

    Copy copy() {
        return new Copy(values.clone(), companion.clone());
    }

    void restore(Copy copy) {
        copy(copy.values(), values);
        companion = copy.companion().clone();
    }

    private static double[] nearest(double[] values) {
        return Arrays.stream(values)
                .map(value -> BinaryFormat.BFLOAT16.nearest((float) value))
                .toArray();
    }

    private static void copy(double[] from, double[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
