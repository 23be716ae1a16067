package com.example;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.schedule.Schedules;

/** Fits two weights with the optimizer generated from {@link AdamWRule}. */
final class Training {

    private Training() {}

    /** Minimizes (a - 1)² + 10·(b + 2)² and gives back a and b. */
    static float[] fit(int steps) {
        float[] weights = new float[2];
        float[] gradients = new float[2];
        Parameters parameters = Parameters.of(Tensor.of("weights", weights, gradients, 2));
        AdamW optimizer =
                AdamW.builder()
                        .lr(Schedules.warmup(20).then(Schedules.cosine(0.1, 1e-4, steps)))
                        .weightDecay(0)
                        .build(parameters);
        for (int step = 0; step < steps; step++) {
            gradients[0] = 2 * (weights[0] - 1);
            gradients[1] = 20 * (weights[1] + 2);
            optimizer.step();
        }
        return weights;
    }
}
