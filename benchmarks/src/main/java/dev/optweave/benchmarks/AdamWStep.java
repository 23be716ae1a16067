package dev.optweave.benchmarks;

import dev.optweave.optimizers.AdamW;
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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A step of generated AdamW beside what it is measured against: memory alone, a loop fused by hand,
 * and the separate passes of a library without fusion. All are one thread, on float elements.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms4g", "-Xmx4g", "--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class AdamWStep {

    private static final double LR = 1e-3;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPS = 1e-8;
    private static final double DECAY = 1e-2;

    /** Elements: in the first-level cache or near it, beyond the second level, in memory. */
    @Param({"16384", "1048576", "33554432"})
    public int size;

    private Arrays arrays;
    private AdamW optimizer;
    private float[] numerator;
    private float[] denominator;
    private double beta1Power = 1;
    private double beta2Power = 1;

    /** Allocates the arrays. */
    @Setup
    public void allocate() {
        arrays = new Arrays(size);
        numerator = new float[size];
        denominator = new float[size];
    }

    /** Builds the optimizer, on arrays of its own. */
    @Setup
    public void build() {
        Arrays own = new Arrays(size);
        optimizer =
                AdamW.builder().threads(1).build(Parameters.of(Tensor.of("w", own.w, own.g, size)));
    }

    /** The step that users take. */
    @Benchmark
    public void generated() {
        optimizer.step();
    }

    /**
     * The bandwidth of the memory: reads w, g, m, v and writes w, m, v, with next to no arithmetic.
     */
    @Benchmark
    public void bareLoop() {
        touch(arrays.w, arrays.g, arrays.m, arrays.v);
    }

    /** The same loop written by hand, as one would in Java without a generator. */
    @Benchmark
    public void handFused() {
        StepScalars s = nextStep();
        fused(arrays.w, arrays.g, arrays.m, arrays.v, s);
    }

    /** One pass over memory for each operation that a library without fusion would call. */
    @Benchmark
    public void separatePasses() {
        StepScalars s = nextStep();
        scale(arrays.w, s.keep());
        average(arrays.m, arrays.g, s.beta1(), s.oneMinusBeta1());
        averageOfSquares(arrays.v, arrays.g, s.beta2(), s.oneMinusBeta2());
        product(numerator, arrays.m, s.stepSize());
        root(denominator, arrays.v, s.inverseCorrection2(), s.eps());
        subtractQuotient(arrays.w, numerator, denominator);
    }

    private StepScalars nextStep() {
        beta1Power *= BETA1;
        beta2Power *= BETA2;
        return new StepScalars(
                (float) (1 - LR * DECAY),
                (float) BETA1,
                (float) (1 - BETA1),
                (float) BETA2,
                (float) (1 - BETA2),
                (float) (LR / (1 - beta1Power)),
                (float) (1 / (1 - beta2Power)),
                (float) EPS);
    }

    /** What a step computes once. */
    private record StepScalars(
            float keep,
            float beta1,
            float oneMinusBeta1,
            float beta2,
            float oneMinusBeta2,
            float stepSize,
            float inverseCorrection2,
            float eps) {}

    private static void touch(float[] w, float[] g, float[] m, float[] v) {
        for (int i = 0; i < w.length; i++) {
            float gradient = g[i];
            float first = m[i] + gradient;
            float second = v[i] - gradient;
            m[i] = first;
            v[i] = second;
            w[i] = w[i] + first;
        }
    }

    private static void fused(float[] w, float[] g, float[] m, float[] v, StepScalars s) {
        float keep = s.keep();
        float beta1 = s.beta1();
        float oneMinusBeta1 = s.oneMinusBeta1();
        float beta2 = s.beta2();
        float oneMinusBeta2 = s.oneMinusBeta2();
        float stepSize = s.stepSize();
        float inverseCorrection2 = s.inverseCorrection2();
        float eps = s.eps();
        for (int i = 0; i < w.length; i++) {
            float gradient = g[i];
            float first = Math.fma(beta1, m[i], oneMinusBeta1 * gradient);
            float second = Math.fma(beta2, v[i], oneMinusBeta2 * (gradient * gradient));
            float root = (float) Math.sqrt(second * inverseCorrection2) + eps;
            m[i] = first;
            v[i] = second;
            w[i] = keep * w[i] - stepSize * first / root;
        }
    }

    private static void scale(float[] x, float factor) {
        for (int i = 0; i < x.length; i++) {
            x[i] *= factor;
        }
    }

    private static void average(float[] mean, float[] x, float beta, float oneMinusBeta) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] = beta * mean[i] + oneMinusBeta * x[i];
        }
    }

    private static void averageOfSquares(float[] mean, float[] x, float beta, float oneMinusBeta) {
        for (int i = 0; i < mean.length; i++) {
            mean[i] = beta * mean[i] + oneMinusBeta * (x[i] * x[i]);
        }
    }

    private static void product(float[] result, float[] x, float factor) {
        for (int i = 0; i < result.length; i++) {
            result[i] = x[i] * factor;
        }
    }

    private static void root(float[] result, float[] x, float factor, float eps) {
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) Math.sqrt(x[i] * factor) + eps;
        }
    }

    private static void subtractQuotient(float[] x, float[] numerator, float[] denominator) {
        for (int i = 0; i < x.length; i++) {
            x[i] -= numerator[i] / denominator[i];
        }
    }
}
