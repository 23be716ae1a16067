package dev.optweave.benchmarks;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** A step of stock optimizers that differ in what they read and write. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@org.openjdk.jmh.annotations.State(Scope.Thread)
public class StockStep {

    /** The optimizer. */
    @Param({"Sgd", "Momentum", "AdamW", "Lamb"})
    public String rule;

    /** Elements of the one float tensor. */
    @Param({"16384", "1048576", "33554432"})
    public int size;

    /** How many threads the step uses. */
    @Param("1")
    public int threads;

    /** What runs the loops: SCALAR or VECTOR. */
    @Param({"SCALAR", "VECTOR"})
    public Backend backend;

    /** What the states lie in. */
    @Param("SAME")
    public Storage storage;

    private Optimizer optimizer;

    /** Builds the optimizer. */
    @Setup
    public void build() {
        Arrays arrays = new Arrays(size);
        optimizer =
                builder()
                        .threads(threads)
                        .backend(backend)
                        .storage(storage)
                        .build(Parameters.of(Tensor.of("w", arrays.w, arrays.g, size)));
    }

    /** The step that users take. */
    @Benchmark
    public void step() {
        optimizer.step();
    }

    private OptimizerBuilder<?, ?> builder() {
        return StockOptimizers.builder(rule);
    }
}
