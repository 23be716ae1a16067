package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Slot;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vectors give the bits of scalars whether the JVM interprets them or has compiled them: its
 * intrinsics are other code than the methods that they stand for.
 */
class CompiledVectorsTest {

    private static final int LENGTH = 4096 + 13;

    /** Some 500,000 turns of a loop, several times what makes the JVM compile it at full speed. */
    private static final int STEPS = 2000;

    /** Each state holds a function of numbers that no step changes. */
    private static final String RULE =
            """
            import dev.optweave.*;

            @OptimizerRule(arithmetic = Arithmetic.STRICT)
            @Update({
                "a = min(w, g)",
                "b = max(w, g)",
                "c = sign(w) + 2*sign(-g)",
                "d = floor(w)",
                "e = where(w < g and not (g == 1), w*g, abs(w) - g)",
                "f = sqrt(abs(g)) + rsqrt(w)",
                "h = where(w <= g or w != w, w/g, -g)",
                "i = clamp(w, -lr, g)",
                "j = where(w > 0 and g >= 0, 1, where(w == g, 2, 3))",
                "k = sum(where(abs(g) < 1000, g, 0))",
                "l = maxabs(where(g == g, g, 0))",
                "w = where(k < l, g - w, w)"
            })
            public interface ManyRule {
                @LearningRate(0.5) double lr();
                @State Slot a();
                @State Slot b();
                @State Slot c();
                @State Slot d();
                @State Slot e();
                @State Slot f();
                @State Slot h();
                @State Slot i();
                @State Slot j();
                @State(shape = State.Shape.TENSOR) Slot k();
                @State(shape = State.Shape.TENSOR) Slot l();
            }
            """;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void compiledVectorsGiveTheBitsOfScalars(boolean doubles) throws ReflectiveOperationException {
        Compilation compilation =
                InMemoryCompiler.create()
                        .withVectors()
                        .compile(new SourceFile("ManyRule.java", RULE));
        assertThat(compilation.errors()).isEmpty();
        Class<?> many = compilation.classLoader(Slot.class.getClassLoader()).loadClass("Many");
        OptimizerBuilder<?, ?> scalar =
                (OptimizerBuilder<?, ?>) many.getMethod("builder").invoke(null);
        OptimizerBuilder<?, ?> vector =
                (OptimizerBuilder<?, ?>) many.getMethod("builder").invoke(null);

        List<List<long[]>> expected = run(scalar.backend(Backend.SCALAR), doubles);
        List<List<long[]>> actual = run(vector.backend(Backend.VECTOR), doubles);

        assertThat(actual.get(0)).as("interpreted").containsExactlyElementsOf(expected.get(0));
        assertThat(actual.get(1)).as("compiled").containsExactlyElementsOf(expected.get(0));
        assertThat(expected.get(1)).as("scalar").containsExactlyElementsOf(expected.get(0));
    }

    /** The bits of the parameter and of all states, after the first step and after the last. */
    private static List<List<long[]>> run(OptimizerBuilder<?, ?> builder, boolean doubles) {
        double[] values = numbers(doubles, 1);
        double[] gradient = numbers(doubles, 2);
        float[] floatValues = floats(values);
        Tensor tensor =
                doubles
                        ? Tensor.of("w", values.clone(), gradient, LENGTH)
                        : Tensor.of("w", floatValues.clone(), floats(gradient), LENGTH);
        List<List<long[]>> results = new ArrayList<>();
        try (Optimizer optimizer = builder.threads(1).build(Parameters.of(tensor))) {
            for (int step = 1; step <= STEPS; step++) {
                if (doubles) {
                    System.arraycopy(values, 0, tensor.doubleValues(), 0, LENGTH);
                } else {
                    System.arraycopy(floatValues, 0, tensor.floatValues(), 0, LENGTH);
                }
                optimizer.step();
                if (step == 1 || step == STEPS) {
                    results.add(bits(optimizer, tensor));
                }
            }
        }
        return results;
    }

    /** One NaN for all: Java leaves open which of its bits an operation gives. */
    private static List<long[]> bits(Optimizer optimizer, Tensor tensor) {
        List<long[]> all = new ArrayList<>();
        IntStream elements = IntStream.range(0, LENGTH);
        all.add(
                tensor.isDouble()
                        ? elements.mapToLong(i -> Double.doubleToLongBits(tensor.doubleValues()[i]))
                                .toArray()
                        : elements.mapToLong(i -> Float.floatToIntBits(tensor.floatValues()[i]))
                                .toArray());
        for (String name : optimizer.stateNames()) {
            Slot state = optimizer.state(name);
            all.add(
                    IntStream.range(0, state.length(0))
                            .mapToLong(i -> Double.doubleToLongBits(state.get(0, i)))
                            .toArray());
        }
        return all;
    }

    /**
     * Numbers that functions have corners at, in the first array changing with each element and in
     * the second more slowly, so that each meets each; then numbers of all sizes.
     */
    private static double[] numbers(boolean doubles, int array) {
        double least = doubles ? Double.MIN_VALUE : Float.MIN_VALUE;
        double normal = doubles ? Double.MIN_NORMAL : Float.MIN_NORMAL;
        double most = doubles ? Double.MAX_VALUE : Float.MAX_VALUE;
        double whole = doubles ? 0x1p52 : 0x1p23;
        double[] corners =
                DoubleStream.of(
                                0,
                                least,
                                3 * least,
                                normal,
                                normal - least,
                                0.5,
                                1,
                                1.5,
                                2.5,
                                1e-30,
                                1e-20,
                                0x1p31,
                                0x1p63,
                                whole - 0.5,
                                whole + 1,
                                most,
                                most / 2,
                                Double.POSITIVE_INFINITY,
                                Double.NaN,
                                Double.longBitsToDouble(Long.MAX_VALUE)) // NaN, all bits set
                        .flatMap(x -> DoubleStream.of(x, -x))
                        .toArray();
        Random random = new Random(array);
        double[] numbers = new double[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            int corner = array == 1 ? i : i / corners.length;
            numbers[i] =
                    i < 2 * corners.length * corners.length
                            ? corners[corner % corners.length]
                            : random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
        }
        return numbers;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
