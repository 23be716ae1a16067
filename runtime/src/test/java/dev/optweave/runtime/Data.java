package dev.optweave.runtime;

import dev.optweave.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Tensors of random numbers, the same for the same seed. */
final class Data {

    /** Around nothing, a lane row, a block and a piece. */
    static final int[] SIZES = {0, 1, 13, 207, 4096, 4098, 70000};

    private Data() {}

    static Tensor floats(String name, long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        float[] gradient = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
            gradient[i] = (float) random.nextGaussian();
        }
        return Tensor.of(name, values, gradient, length);
    }

    static Tensor doubles(String name, long seed, int length) {
        Random random = new Random(seed);
        double[] values = new double[length];
        double[] gradient = new double[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextGaussian();
            gradient[i] = random.nextGaussian();
        }
        return Tensor.of(name, values, gradient, length);
    }

    static Tensor bfloat16s(String name, long seed, int length) {
        Tensor floats = floats(name, seed, length);
        short[] values = BFloat16.fromFloats(floats.floatValues());
        short[] gradient = BFloat16.fromFloats(floats.floatGradient());
        return Tensor.ofBFloat16(name, values, gradient, length);
    }

    /** Tensors of all types, around a block of eight-bit codes and a piece. */
    static Parameters ofAllTypes(long seed) {
        List<Tensor> tensors = new ArrayList<>();
        for (int size : new int[] {0, 1, 255, 257, 4097, 70001}) {
            tensors.add(floats("f" + size, seed + size, size));
            tensors.add(doubles("d" + size, seed - size, size));
            tensors.add(bfloat16s("b" + size, seed * size, size));
        }
        return Parameters.of(tensors);
    }

    /** Tensors of all types, around a block, a chunk and a piece. */
    static Parameters aroundChunks(long seed) {
        List<Tensor> tensors = new ArrayList<>();
        for (int size : new int[] {0, 1, 257, 4097, 20_001}) {
            tensors.add(floats("f" + size, seed + size, size));
            tensors.add(doubles("d" + size, seed - size, size));
            tensors.add(bfloat16s("b" + size, seed * size, size));
        }
        return Parameters.of(tensors);
    }

    /** Tensors of all sizes, floats and doubles in turn. */
    static Parameters mixed(long seed) {
        List<Tensor> tensors = new ArrayList<>();
        for (int size : SIZES) {
            tensors.add(floats("f" + size, seed + size, size));
            tensors.add(doubles("d" + size, seed - size, size));
        }
        return Parameters.of(tensors);
    }

    /** A new gradient in every tensor. */
    static void refill(Parameters parameters, long seed) {
        Random random = new Random(seed);
        for (Tensor tensor : parameters) {
            for (int i = tensor.start(); i < tensor.start() + tensor.length(); i++) {
                if (tensor.isDouble()) {
                    tensor.doubleGradient()[i] = random.nextGaussian();
                } else if (tensor.hasBFloat16Gradient()) {
                    tensor.bfloat16Gradient()[i] =
                            BFloat16.fromFloat((float) random.nextGaussian());
                } else {
                    tensor.floatGradient()[i] = (float) random.nextGaussian();
                }
            }
        }
    }

    /** Takes some steps, each with the gradient of its number. */
    static void train(Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            step(optimizer, step);
        }
    }

    /** Takes a step with a new gradient, wherever the rule wants it. */
    static void step(Optimizer optimizer, long seed) {
        optimizer.step(
                () -> {
                    refill(optimizer.parameters(), seed);
                    return 0;
                });
    }

    /** Asserts that every gradient is zero, without a sign. */
    static void assertZeroGradients(Parameters parameters) {
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.length(); i++) {
                double g =
                        tensor.isDouble()
                                ? tensor.doubleGradient()[i]
                                : tensor.hasBFloat16Gradient()
                                        ? tensor.bfloat16Gradient()[i]
                                        : tensor.floatGradient()[i];
                if (g != 0 || 1 / g < 0) {
                    throw new AssertionError(tensor.name() + "[" + i + "] is " + g);
                }
            }
        }
    }

    /** All values, as bits. */
    static long[] bits(Parameters parameters) {
        return parameters.tensors().stream()
                .flatMapToLong(
                        tensor ->
                                IntStream.range(0, tensor.length())
                                        .mapToLong(i -> bits(tensor, tensor.start() + i)))
                .toArray();
    }

    private static long bits(Tensor tensor, int i) {
        if (tensor.isDouble()) {
            return Double.doubleToRawLongBits(tensor.doubleValues()[i]);
        }
        return tensor.isBFloat16()
                ? tensor.bfloat16Values()[i]
                : Float.floatToRawIntBits(tensor.floatValues()[i]);
    }

    /** All gradients, as bits. */
    static long[] gradientBits(Parameters parameters) {
        return parameters.tensors().stream()
                .flatMapToLong(
                        tensor ->
                                IntStream.range(0, tensor.length())
                                        .mapToLong(i -> gradientBits(tensor, tensor.start() + i)))
                .toArray();
    }

    private static long gradientBits(Tensor tensor, int i) {
        if (tensor.isDouble()) {
            return Double.doubleToRawLongBits(tensor.doubleGradient()[i]);
        }
        return tensor.hasBFloat16Gradient()
                ? tensor.bfloat16Gradient()[i]
                : Float.floatToRawIntBits(tensor.floatGradient()[i]);
    }

    /** All values of a state, as bits. */
    static long[] bits(Optimizer optimizer, String state) {
        Slot slot = optimizer.state(state);
        return IntStream.range(0, slot.tensors())
                .boxed()
                .flatMapToLong(
                        t ->
                                IntStream.range(0, slot.length(t))
                                        .mapToLong(i -> Double.doubleToRawLongBits(slot.get(t, i))))
                .toArray();
    }
}
