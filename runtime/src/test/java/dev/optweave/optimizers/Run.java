package dev.optweave.optimizers;

import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;

/** An optimizer at work on tensors of float or double, fed with gradients in double. */
final class Run implements AutoCloseable {

    private final List<Tensor> tensors = new ArrayList<>();
    private final Optimizer optimizer;

    Run(OptimizerBuilder<?, ?> builder, boolean doubles, double[][] initial, int[][] shapes) {
        this(GoldenBackend.SCALAR, builder, new Start(doubles, initial, shapes));
    }

    /** The tensors to start with. */
    record Start(boolean doubles, double[][] initial, int[][] shapes) {}

    Run(GoldenBackend backend, OptimizerBuilder<?, ?> builder, Start start) {
        double[][] initial = start.initial();
        int[][] shapes = start.shapes();
        for (int i = 0; i < initial.length; i++) {
            tensors.add(
                    start.doubles()
                            ? Tensor.of("p" + i, initial[i].clone(), shapes[i])
                            : Tensor.of("p" + i, narrowed(initial[i]), shapes[i]));
        }
        optimizer = backend.build(builder, Parameters.of(tensors));
    }

    /** One tensor of one dimension, in double. */
    static Run of(OptimizerBuilder<?, ?> builder, double... initial) {
        return new Run(builder, true, new double[][] {initial}, new int[][] {{initial.length}});
    }

    /** One tensor of one dimension, in double, on a backend. */
    static Run of(GoldenBackend backend, OptimizerBuilder<?, ?> builder, double... initial) {
        double[][] tensors = {initial};
        int[][] shapes = {{initial.length}};
        return new Run(backend, builder, new Start(true, tensors, shapes));
    }

    /** A step with these gradients. */
    void step(double[]... gradients) {
        for (int i = 0; i < gradients.length; i++) {
            Tensor tensor = tensors.get(i);
            if (tensor.isDouble()) {
                System.arraycopy(gradients[i], 0, tensor.doubleGradient(), 0, gradients[i].length);
            } else {
                float[] narrowed = narrowed(gradients[i]);
                System.arraycopy(narrowed, 0, tensor.floatGradient(), 0, narrowed.length);
            }
        }
        optimizer.step();
    }

    /** A tensor's values. */
    double[] values(int tensor) {
        Tensor of = tensors.get(tensor);
        if (of.isDouble()) {
            return of.doubleValues().clone();
        }
        double[] widened = new double[of.length()];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = of.floatValues()[i];
        }
        return widened;
    }

    /** The largest error of any tensor. */
    double error(double[]... expected) {
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            error = Math.max(error, Goldens.error(values(i), expected[i]));
        }
        return error;
    }

    Optimizer optimizer() {
        return optimizer;
    }

    @Override
    public void close() {
        optimizer.close();
    }

    private static float[] narrowed(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }
}
