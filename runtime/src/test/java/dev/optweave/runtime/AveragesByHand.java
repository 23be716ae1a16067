package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Slot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Averages as a program would keep them beside an optimizer. */
final class AveragesByHand {

    private final Parameters parameters;
    private final List<double[]> averages = new ArrayList<>();

    AveragesByHand(Parameters parameters) {
        this.parameters = parameters;
        for (Tensor tensor : parameters) {
            averages.add(values(tensor));
        }
    }

    /** Asserts that an optimizer keeps the same averages, bit for bit. */
    void assertKeptBy(Optimizer optimizer) {
        Slot actual = optimizer.parameterEma();
        for (int t = 0; t < actual.tensors(); t++) {
            double[] values = new double[actual.length(t)];
            for (int i = 0; i < values.length; i++) {
                values[i] = actual.get(t, i);
            }
            assertThat(values).as("tensor %s", t).isEqualTo(averages.get(t));
        }
    }

    void average(double decay) {
        for (int t = 0; t < averages.size(); t++) {
            double[] w = values(parameters.tensors().get(t));
            double[] average = averages.get(t);
            boolean isDouble = parameters.tensors().get(t).isDouble();
            for (int i = 0; i < w.length; i++) {
                average[i] =
                        isDouble ? wide(w[i], average[i], decay) : narrow(w[i], average[i], decay);
            }
        }
    }

    private static double wide(double w, double average, double decay) {
        return Math.fma(1 - decay, w - average, average);
    }

    private static double narrow(double w, double average, double decay) {
        float difference = (float) w - (float) average;
        return Math.fma((float) (1 - decay), difference, (float) average);
    }

    private static double[] values(Tensor tensor) {
        double[] values = new double[tensor.length()];
        Arrays.setAll(
                values,
                i ->
                        tensor.isDouble()
                                ? tensor.doubleValues()[i]
                                : tensor.isBFloat16()
                                        ? BFloat16.toFloat(tensor.bfloat16Values()[i])
                                        : tensor.floatValues()[i]);
        return values;
    }
}
