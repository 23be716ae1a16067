package dev.optweave.lab.problem;

import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Tensor;
import java.util.Arrays;

/**
 * A tensor as a problem computes with it: always in double, whatever lies in memory, so that every
 * problem is written once and its gradient is rounded once.
 */
final class Weights {

    private final Tensor tensor;
    private final double[] values;
    private final double[] gradient;
    private final Runnable load;
    private final Runnable store;

    private Weights(
            Tensor tensor, double[] values, double[] gradient, Runnable load, Runnable store) {
        this.tensor = tensor;
        this.values = values;
        this.gradient = gradient;
        this.load = load;
        this.store = store;
    }

    static Weights of(Precision precision, String name, double[] initial, int... shape) {
        double[] gradient = new double[initial.length];
        return switch (precision) {
            case FLOAT64 ->
                    new Weights(
                            Tensor.of(name, initial, gradient, shape),
                            initial,
                            gradient,
                            () -> {},
                            () -> {});
            case FLOAT32 -> {
                float[] narrowed = new float[initial.length];
                float[] narrowedGradient = new float[initial.length];
                narrow(initial, narrowed);
                yield new Weights(
                        Tensor.of(name, narrowed, narrowedGradient, shape),
                        initial,
                        gradient,
                        () -> widen(narrowed, initial),
                        () -> narrow(gradient, narrowedGradient));
            }
            case BFLOAT16 -> {
                short[] narrowed = new short[initial.length];
                short[] narrowedGradient = new short[initial.length];
                narrow(initial, narrowed);
                yield new Weights(
                        Tensor.ofBFloat16(name, narrowed, narrowedGradient, shape),
                        initial,
                        gradient,
                        () -> widen(narrowed, initial),
                        () -> narrow(gradient, narrowedGradient));
            }
        };
    }

    /** What the optimizer sees. */
    Tensor tensor() {
        return tensor;
    }

    /** Reads the values as they now are. */
    double[] load() {
        load.run();
        return values;
    }

    /** The gradient to add to, set to zero. */
    double[] clearGradient() {
        Arrays.fill(gradient, 0);
        return gradient;
    }

    /** Hands the gradient, times a factor, to the optimizer. */
    void storeGradient(double factor) {
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= factor;
        }
        store.run();
    }

    private static void widen(float[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = from[i];
        }
    }

    private static void narrow(double[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = (float) from[i];
        }
    }

    private static void widen(short[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = BFloat16.toFloat(from[i]);
        }
    }

    private static void narrow(double[] from, short[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] = BFloat16.fromFloat((float) from[i]);
        }
    }
}
