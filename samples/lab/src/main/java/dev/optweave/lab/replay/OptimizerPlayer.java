package dev.optweave.lab.replay;

import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.execution.Running;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Runs the generated class, in Java or on a device. */
final class OptimizerPlayer implements Player {

    private final List<Tensor> tensors = new ArrayList<>();
    private final Running running;

    OptimizerPlayer(LabRule rule, Trace trace, Precision precision, Execution execution) {
        for (int i = 0; i < trace.shapes().size(); i++) {
            double[] values = trace.initial().get(i).clone();
            String name = "tensor" + (i + 1);
            int[] shape = trace.shapes().get(i).toArray();
            tensors.add(
                    switch (precision) {
                        case FLOAT32 -> Tensor.of(name, narrow(values), shape);
                        case FLOAT64 -> Tensor.of(name, values, shape);
                        case BFLOAT16 -> throw precision.notReplayed();
                    });
        }
        running = execution.build(rule.builder(trace.set()), tensors);
    }

    @Override
    public void step(List<double[]> gradients) {
        running.optimizer()
                .step(
                        () -> {
                            for (int i = 0; i < gradients.size(); i++) {
                                setGradient(tensors.get(i), gradients.get(i));
                            }
                            return 0;
                        });
    }

    @Override
    public double[] values(int index) {
        Tensor tensor = tensors.get(index);
        if (tensor.isDouble()) {
            return tensor.doubleValues();
        }
        float[] values = tensor.floatValues();
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }

    @Override
    public void close() {
        running.close();
    }

    private static void setGradient(Tensor tensor, double[] gradient) {
        if (tensor.isDouble()) {
            System.arraycopy(gradient, 0, tensor.doubleGradient(), 0, gradient.length);
        } else {
            float[] target = tensor.floatGradient();
            for (int i = 0; i < target.length; i++) {
                target[i] = (float) gradient[i];
            }
        }
    }

    private static float[] narrow(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }
}
