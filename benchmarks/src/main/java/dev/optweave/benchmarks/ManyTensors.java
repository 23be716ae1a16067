package dev.optweave.benchmarks;

import dev.optweave.optimizers.AdamW;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of AdamW over a million elements, in one tensor or in many. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class ManyTensors {

    private static final int ELEMENTS = 1_000_000;

    /** How many tensors share the elements. */
    @Param({"1", "30", "1000", "10000"})
    public int tensors;

    /** How many threads the step may use. */
    @Param({"1", "2"})
    public int threads;

    /** Whether they lie in one array. */
    @Param({"false", "true"})
    public boolean packed;

    private Optimizer optimizer;

    /** Builds the optimizer. */
    @Setup
    public void build() {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            Arrays arrays = new Arrays(ELEMENTS / tensors);
            all.add(Tensor.of("w" + i, arrays.w, arrays.g, arrays.w.length));
        }
        Parameters apart = Parameters.of(all);
        optimizer = AdamW.builder().threads(threads).build(packed ? apart.packed() : apart);
    }

    /** The step that users take. */
    @Benchmark
    public void step() {
        optimizer.step();
    }
}
