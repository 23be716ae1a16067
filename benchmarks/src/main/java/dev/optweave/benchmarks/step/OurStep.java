package dev.optweave.benchmarks.step;

import dev.optweave.State.Storage;
import dev.optweave.benchmarks.workload.TensorShape;
import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Our step. Variants say what the states are stored in, while parameters and gradients are floats;
 * with {@link #DOUBLE} everything is a double, and with {@link #PACKED} everything is a float and
 * the tensors lie in one array for each.
 */
@State(Scope.Benchmark)
public class OurStep extends StepBenchmark {

    /** The variant whose parameters, gradients and states are doubles. */
    public static final String DOUBLE = "double";

    /** The variant whose tensors are packed, with states that are floats. */
    public static final String PACKED = "packed";

    private static final Map<String, Storage> VARIANTS =
            new TreeMap<>(
                    Map.of(
                            "float", Storage.SAME,
                            "bfloat16", Storage.BFLOAT16,
                            "float16", Storage.FLOAT16,
                            "int8-block", Storage.INT8_BLOCK));

    /** The storages over floats, sorted. */
    public static List<String> variants() {
        return List.copyOf(VARIANTS.keySet());
    }

    @Override
    protected Contestant contestant(StepTask task, String variant) {
        return optimizer(task, variant);
    }

    /** There is nothing to check ours against, and a check would only warm it up. */
    @Override
    protected boolean isChecked() {
        return false;
    }

    /**
     * Our optimizer as a contestant.
     *
     * @throws IllegalArgumentException if there is no such rule or variant
     */
    public static Contestant optimizer(StepTask task, String variant) {
        return new Ours(build(task, variant));
    }

    /**
     * Our optimizer, with parameters of its own.
     *
     * @throws IllegalArgumentException if there is no such rule or variant
     */
    public static Optimizer build(StepTask task, String variant) {
        if (variant.equals(DOUBLE)) {
            return builder(task, "float").build(doubles(task.workload()));
        }
        return builder(task, variant).build(parameters(task.workload(), variant));
    }

    /**
     * The builder of our optimizer.
     *
     * @throws IllegalArgumentException if there is no such rule or variant
     */
    static OptimizerBuilder<?, ?> builder(StepTask task, String variant) {
        Storage storage = VARIANTS.get(variant.equals(PACKED) ? "float" : variant);
        if (storage == null) {
            throw new IllegalArgumentException(
                    "there is no variant `" + variant + "`; allowed: " + variants());
        }
        OptimizerBuilder<?, ?> builder = StockOptimizers.builder(task.rule());
        task.hyperparameters().forEach(builder::set);
        return builder.threads(task.threads()).storage(storage);
    }

    /** New arrays with the workload's values and gradients, as the variant wants them. */
    static Parameters parameters(Workload workload, String variant) {
        Parameters apart = parameters(workload);
        return variant.equals(PACKED) ? apart.packed() : apart;
    }

    private static Parameters parameters(Workload workload) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < workload.tensors().size(); i++) {
            TensorShape shape = workload.tensors().get(i);
            tensors.add(
                    Tensor.of(
                            shape.name(), workload.values(i), workload.gradient(i), shape.shape()));
        }
        return Parameters.of(tensors);
    }

    private static Parameters doubles(Workload workload) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < workload.tensors().size(); i++) {
            TensorShape shape = workload.tensors().get(i);
            tensors.add(
                    Tensor.of(
                            shape.name(),
                            Values.widened(workload.values(i)),
                            Values.widened(workload.gradient(i)),
                            shape.shape()));
        }
        return Parameters.of(tensors);
    }

    /** The gradient arrays hold what the closure would compute. */
    private record Ours(Optimizer optimizer, boolean shiftsGradient) implements Contestant {

        Ours(Optimizer optimizer) {
            this(optimizer, optimizer.ruleName().equals("NesterovLookahead"));
        }

        @Override
        public void step() {
            if (shiftsGradient) {
                optimizer.step(() -> 0);
            } else {
                optimizer.step();
            }
        }

        @Override
        public float[] parameter(int tensor) {
            Tensor values = optimizer.parameters().tensors().get(tensor);
            return values.isDouble()
                    ? Values.narrowed(values.doubleValues())
                    : Values.part(values.floatValues(), values);
        }

        @Override
        public void close() {
            optimizer.close();
        }
    }
}
