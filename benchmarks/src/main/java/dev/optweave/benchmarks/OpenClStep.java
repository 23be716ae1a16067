package dev.optweave.benchmarks;

import dev.optweave.optimizers.AdamW;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.opencl.DeviceParameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of AdamW in Java on all processors, and on an OpenCL device with everything resident: no
 * copies, but the time until the device is done.
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

    /** Elements. */
    @Param({"1048576", "33554432"})
    public int size;

    private AdamW java;
    private OpenClDevice device;
    private DeviceParameters parameters;
    private AdamW resident;

    /** Builds the optimizer that runs in Java. */
    @Setup
    public void buildInJava() {
        Arrays own = new Arrays(size);
        java =
                AdamW.builder()
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
        resident = AdamW.builder().build(parameters);
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
}
