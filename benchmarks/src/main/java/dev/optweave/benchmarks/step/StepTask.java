package dev.optweave.benchmarks.step;

import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every contestant is to do.
 *
 * @param rule the stock rule by our name for it
 * @param hyperparameters their values by our names, in the order of their declaration
 * @param workload the tensors
 * @param threads how many threads a step may use
 */
public record StepTask(
        String rule, Map<String, Double> hyperparameters, Workload workload, int threads) {

    /** Checks the number of threads. */
    public StepTask {
        hyperparameters =
                java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hyperparameters));
        if (threads < 1) {
            throw new IllegalArgumentException("threads: " + threads + "; allowed: 1 and above");
        }
    }

    /**
     * The task with the rule's default hyperparameters.
     *
     * @throws IllegalArgumentException if there is no such rule or the threads are too few
     */
    public static StepTask of(String rule, Workload workload, int threads) {
        Map<String, Double> values = new LinkedHashMap<>();
        try (Optimizer probe =
                StockOptimizers.builder(rule)
                        .build(Parameters.of(Tensor.of("w", new float[1], new float[1], 1)))) {
            probe.hyperparameterNames()
                    .forEach(name -> values.put(name, probe.hyperparameter(name)));
        }
        return new StepTask(rule, values, workload, threads);
    }

    /** The same task on other tensors. */
    public StepTask on(Workload other) {
        return new StepTask(rule, hyperparameters, other, threads);
    }

    /** The same task on one thread. */
    public StepTask alone() {
        return new StepTask(rule, hyperparameters, workload, 1);
    }

    /**
     * The value of a hyperparameter.
     *
     * @throws IllegalArgumentException if the rule has none of that name
     */
    public double hyperparameter(String name) {
        Double value = hyperparameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    rule
                            + " has no hyperparameter `"
                            + name
                            + "`, but "
                            + hyperparameters.keySet());
        }
        return value;
    }
}
