package dev.optweave.samples.quickstart;

import dev.optweave.lab.data.Batch;
import dev.optweave.lab.data.Batches;
import dev.optweave.lab.data.Dataset;
import dev.optweave.lab.data.Digits;
import dev.optweave.lab.problem.TwoLayerNetwork;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.schedule.Schedules;

/** Trains a network to read digits with the optimizer that was made from {@link AdamWRule}. */
public final class Quickstart {

    private Quickstart() {}

    /** Trains for ten epochs and prints how many test digits are read rightly. */
    public static void main(String[] arguments) {
        System.out.printf("test accuracy %.1f %%%n", 100 * train(10));
    }

    static double train(int epochs) {
        Dataset.Split digits = Digits.split();
        TwoLayerNetwork net = new TwoLayerNetwork(digits, 1);
        Parameters params = Parameters.of(net.tensors()); // wraps the arrays; copies nothing
        Batches batches = digits.train().batches(32);
        long steps = (long) epochs * batches.perEpoch();
        AdamW optimizer =
                AdamW.builder()
                        .lr(Schedules.warmup(20).then(Schedules.cosine(1e-2, 1e-5, steps - 20)))
                        .weightDecay(0.05)
                        .group("no decay", tensor -> tensor.rank() < 2, g -> g.weightDecay(0))
                        .build(params);
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch batch : batches) {
                net.backward(batch); // fills params' gradients
                optimizer.step(); // one fused pass, no allocation
            }
        }
        return net.accuracy().orElseThrow();
    }
}
