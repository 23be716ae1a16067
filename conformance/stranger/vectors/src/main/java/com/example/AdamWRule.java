package com.example;

import static dev.optweave.WeightDecay.Mode.DECOUPLED;

import dev.optweave.BiasCorrection;
import dev.optweave.DecayRate;
import dev.optweave.Hyper;
import dev.optweave.LearningRate;
import dev.optweave.OptimizerRule;
import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.Update;
import dev.optweave.WeightDecay;

/** Adam with decoupled weight decay (Loshchilov and Hutter, 2019). */
@OptimizerRule
@Update({
    "m = ema(m, g, beta1)",
    "v = ema(v, g^2, beta2)",
    "w -= lr * hat(m) / (sqrt(hat(v)) + eps)"
})
interface AdamWRule {
    @LearningRate(1e-3)
    double lr();

    @DecayRate(0.9)
    double beta1();

    @DecayRate(0.999)
    double beta2();

    @Hyper(1e-8)
    double eps();

    @WeightDecay(value = 1e-2, mode = DECOUPLED)
    double weightDecay();

    @State
    @BiasCorrection("beta1")
    Slot m();

    @State
    @BiasCorrection("beta2")
    Slot v();
}
