package com.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import org.junit.jupiter.api.Test;

class TrainingTest {

    @Test
    void trainingFindsTheMinimum() {
        assertArrayEquals(new float[] {1, -2}, Training.fit(500), 1e-3f);
    }

    @Test
    void generatedAndStockOptimizerAgree() {
        assertArrayEquals(
                trajectory(parameters -> AdamW.builder().build(parameters)::step),
                trajectory(
                        parameters ->
                                dev.optweave.optimizers.AdamW.builder().build(parameters)::step));
    }

    @Test
    void hyperparametersReadBack() {
        Parameters parameters = Parameters.of(Tensor.of("w", new float[3], new float[3], 3));
        AdamW optimizer = AdamW.builder().beta1(0.8).build(parameters);
        assertEquals(0.8, optimizer.beta1());
        assertEquals(1e-2, optimizer.weightDecay());
        assertEquals(3, optimizer.m().length(0));
    }

    private static double[] trajectory(
            java.util.function.Function<Parameters, Runnable> optimizer) {
        double[] values = {1, 2, 3};
        double[] gradients = new double[3];
        Runnable step = optimizer.apply(Parameters.of(Tensor.of("w", values, gradients, 3)));
        for (int i = 1; i <= 10; i++) {
            gradients[0] = 0.5 / i;
            gradients[1] = -i;
            step.run();
        }
        return values;
    }
}
