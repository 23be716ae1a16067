package dev.optweave.benchmarks;

import dev.optweave.optimizers.StockOptimizers;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.opencl.DeviceParameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step in Java on all processors, and on an OpenCL device with everything resident: no copies,
 * but the time until the device is done. What one memory gives changes by a factor of two within
 * minutes on shared machines: {@link #inTurns()} compares the two step by step, and prints the
 * medians of each iteration.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class OpenClStep {

    /** More steps than an iteration has. */
    private static final int MOST_TURNS = 1 << 17;

    /** The rule. */
    @Param("AdamW")
    public String rule;

    /** Elements. */
    @Param({"1048576", "33554432"})
    public int size;

    private Optimizer java;
    private OpenClDevice device;
    private DeviceParameters parameters;
    private Optimizer resident;
    private final long[] javaNanos = new long[MOST_TURNS];
    private final long[] deviceNanos = new long[MOST_TURNS];
    private int turns;

    /** Builds the optimizer that runs in Java. */
    @Setup
    public void buildInJava() {
        Arrays own = new Arrays(size);
        java =
                StockOptimizers.builder(rule)
                        .threads(Runtime.getRuntime().availableProcessors())
                        .build(Parameters.of(Tensor.of("w", own.w, own.g, size)));
    }

    /** Opens the device and builds the optimizer that runs there. */
    @Setup
    public void buildOnTheDevice() {
        Arrays own = new Arrays(size);
        device = OpenCl.device();
        parameters = device.allocate(Parameters.of(Tensor.of("w", own.w, own.g, size)));
        parameters.uploadGradients();
        resident = StockOptimizers.builder(rule).build(parameters);
    }

    /** Ends both. */
    @TearDown
    public void close() {
        java.close();
        resident.close();
        parameters.close();
        device.close();
    }

    /** The step in Java. */
    @Benchmark
    public void inJava() {
        java.step();
    }

    /** The step on the device. */
    @Benchmark
    public void onTheDevice() {
        resident.step();
        device.finish();
    }

    /** A step in Java, then one on the device. */
    @Benchmark
    public void inTurns() {
        long start = System.nanoTime();
        java.step();
        long between = System.nanoTime();
        resident.step();
        device.finish();
        int turn = turns++ % MOST_TURNS;
        javaNanos[turn] = between - start;
        deviceNanos[turn] = System.nanoTime() - between;
    }

    /** Prints what the two took in turns, if they were taken in turns. */
    @TearDown(Level.Iteration)
    public void compare() {
        int count = Math.min(turns, MOST_TURNS);
        turns = 0;
        if (count > 0) {
            double inJava = median(javaNanos, count);
            double onTheDevice = median(deviceNanos, count);
            System.out.printf(
                    "%d turns, medians: Java %.1f us, the device %.1f us, %.3f times as long%n",
                    count, inJava * 1e-3, onTheDevice * 1e-3, onTheDevice / inJava);
        }
    }

    private static double median(long[] nanos, int count) {
        return LongStream.of(nanos).limit(count).sorted().skip(count / 2).findFirst().orElse(0);
    }
}
