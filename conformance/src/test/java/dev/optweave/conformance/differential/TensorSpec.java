package dev.optweave.conformance.differential;

import dev.optweave.processor.reference.ElementType;
import dev.optweave.runtime.BFloat16;
import java.util.Arrays;

/** A tensor to run a rule on: how many elements, kept in what. */
record TensorSpec(int size, Format format) {

    /** What parameters and gradients lie in. */
    enum Format {
        FLOAT,
        DOUBLE,
        BFLOAT16,
        /** Parameters of brain floats, gradients of floats. */
        BFLOAT16_WITH_FLOAT_GRADIENT
    }

    /** What the tensor of that place is called. */
    static String name(int place) {
        return "w" + place;
    }

    /** The type in which elements are computed. */
    ElementType type() {
        return format == Format.DOUBLE ? ElementType.DOUBLE : ElementType.FLOAT;
    }

    boolean isBFloat16() {
        return format == Format.BFLOAT16 || format == Format.BFLOAT16_WITH_FLOAT_GRADIENT;
    }

    boolean hasBFloat16Gradient() {
        return format == Format.BFLOAT16;
    }

    /** Values of the parameter's format that are nearest to these. */
    double[] asParameters(double[] values) {
        return isBFloat16() ? brainFloats(values) : narrowed(values);
    }

    /** Values of the gradient's format that are nearest to these. */
    double[] asGradients(double[] values) {
        return hasBFloat16Gradient() ? brainFloats(values) : narrowed(values);
    }

    private double[] narrowed(double[] values) {
        return Arrays.stream(values).map(type()::narrow).toArray();
    }

    private static double[] brainFloats(double[] values) {
        return Arrays.stream(values)
                .map(value -> BFloat16.toFloat(BFloat16.fromFloat((float) value)))
                .toArray();
    }

    @Override
    public String toString() {
        return size + " x " + format;
    }
}
