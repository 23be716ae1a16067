package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.runtime.BFloat16;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops in vectors give the bits of scalar loops, in every storage. */
class VectorLoopsTest {

    /** Around nothing, a vector, a block of codes, a strip and a block. */
    private static final int[] SIZES = {0, 1, 35, 255, 512, 1003, 4101};

    private static final int STEPS = 3;

    private static final float[] ONE = {1};

    /** So that units of blocks are ordinary, subnormal, none, tiny, infinite and not a number. */
    private static final float[] BLOCK_SIZES = {
        1, 0x1p-140f, 0, 0x1p-70f, 0x1p120f, Float.POSITIVE_INFINITY
    };

    /** What a builder is told besides the backend. */
    private record Choice(String name, Consumer<OptimizerBuilder<?, ?>> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Choice> CHOICES =
            List.of(
                    new Choice("as declared", builder -> {}),
                    new Choice("float", builder -> builder.storage(Storage.FLOAT32)),
                    new Choice("brain float", builder -> builder.storage(Storage.BFLOAT16)),
                    new Choice("half", builder -> builder.storage(Storage.FLOAT16)),
                    new Choice("eight bits", builder -> builder.storage(Storage.INT8_BLOCK)),
                    new Choice("brain float at random", random(Storage.BFLOAT16)),
                    new Choice("half at random", random(Storage.FLOAT16)),
                    new Choice("eight bits at random", random(Storage.INT8_BLOCK)),
                    new Choice(
                            "eight bits beside companions, mean of two",
                            builder ->
                                    builder.kahan()
                                            .accumulateGradients(2)
                                            .storage(Storage.INT8_BLOCK)),
                    new Choice(
                            "clipped mean of two, with companions",
                            builder ->
                                    builder.kahan()
                                            .accumulateGradients(2)
                                            .clipByGlobalNorm(0.5)
                                            .storage(Storage.BFLOAT16)));

    private static Consumer<OptimizerBuilder<?, ?>> random(Storage storage) {
        return builder ->
                builder.storage(storage, Rounding.STOCHASTIC)
                        .parameterRounding(Rounding.STOCHASTIC)
                        .seed(3)
                        .threads(2);
    }

    static Stream<String> rules() {
        return StockOptimizers.names().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void vectorLoopsGiveTheBitsOfScalarLoops(String rule) {
        for (Choice choice : CHOICES) {
            assertThat(trained(rule, choice, Backend.VECTOR))
                    .as("%s, %s", rule, choice)
                    .isEqualTo(trained(rule, choice, Backend.SCALAR));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void blocksOfOneSizeOrNoneGiveTheBitsOfScalarLoops(String rule) {
        Choice choice = new Choice("", builder -> builder.storage(Storage.INT8_BLOCK));
        assertThat(trained(rule, choice, Backend.VECTOR, BLOCK_SIZES))
                .isEqualTo(trained(rule, choice, Backend.SCALAR, BLOCK_SIZES));
    }

    private static byte[] trained(String rule, Choice choice, Backend backend) {
        return trained(rule, choice, backend, ONE);
    }

    /**
     * The parameters and states after some steps, as bytes.
     *
     * @param sizes factors of the gradient, for one block of 256 after another
     */
    private static byte[] trained(String rule, Choice choice, Backend backend, float[] sizes) {
        OptimizerBuilder<?, ?> builder = StockOptimizers.builder(rule).backend(backend);
        choice.change().accept(builder);
        Random random = new Random(rule.hashCode());
        Parameters parameters = parameters(random);
        try (Optimizer optimizer = builder.build(parameters)) {
            for (int step = 0; step < STEPS; step++) {
                optimizer.step(
                        () -> {
                            parameters.forEach(tensor -> fill(tensor, random, sizes));
                            return 0;
                        });
            }
            if (sizes == BLOCK_SIZES) {
                parameters.forEach(VectorLoopsTest::makeNansAlike);
            }
            return bytes(optimizer);
        }
    }

    private static Parameters parameters(Random random) {
        List<Tensor> tensors = new ArrayList<>();
        for (int size : SIZES) {
            float[] floats = new float[size];
            double[] doubles = new double[size];
            short[] brains = new short[size];
            for (int i = 0; i < size; i++) {
                floats[i] = number(random);
                doubles[i] = number(random);
                brains[i] = (short) (Float.floatToIntBits(number(random)) >>> 16);
            }
            tensors.add(Tensor.of("f" + size, floats, size));
            tensors.add(Tensor.of("d" + size, doubles, size));
            tensors.add(Tensor.ofBFloat16("b" + size, brains, new short[size], size));
            tensors.add(Tensor.ofBFloat16("m" + size, brains.clone(), new float[size], size));
        }
        return Parameters.of(tensors);
    }

    private static void fill(Tensor tensor, Random random, float[] sizes) {
        for (int i = 0; i < tensor.length(); i++) {
            float value = number(random) * sizes[i / 256 % sizes.length];
            if (tensor.isDouble()) {
                tensor.doubleGradient()[i] = value;
            } else if (tensor.hasBFloat16Gradient()) {
                tensor.bfloat16Gradient()[i] = (short) (Float.floatToIntBits(value) >>> 16);
            } else {
                tensor.floatGradient()[i] = value;
            }
        }
    }

    /** Of many sizes, zeros of both signs among them. */
    private static float number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> 0f;
            case 1 -> -0f;
            case 2 -> (float) (random.nextGaussian() * 1e-12);
            case 3 -> (float) (random.nextGaussian() * 100);
            default -> (float) random.nextGaussian();
        };
    }

    /** Java does not say which NaN an operation on infinities gives. */
    private static void makeNansAlike(Tensor tensor) {
        for (int i = 0; i < tensor.length(); i++) {
            if (tensor.isDouble()) {
                double[] w = tensor.doubleValues();
                w[i] = Double.isNaN(w[i]) ? Double.NaN : w[i];
            } else if (tensor.isBFloat16()) {
                short[] w = tensor.bfloat16Values();
                w[i] = Float.isNaN(BFloat16.toFloat(w[i])) ? BFloat16.fromFloat(Float.NaN) : w[i];
            } else {
                float[] w = tensor.floatValues();
                w[i] = Float.isNaN(w[i]) ? Float.NaN : w[i];
            }
        }
    }

    private static byte[] bytes(Optimizer optimizer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Tensor tensor : optimizer.parameters()) {
            ByteBuffer buffer = ByteBuffer.allocate(tensor.length() * Double.BYTES);
            for (int i = 0; i < tensor.length(); i++) {
                if (tensor.isDouble()) {
                    buffer.putDouble(tensor.doubleValues()[i]);
                } else if (tensor.isBFloat16()) {
                    buffer.putShort(tensor.bfloat16Values()[i]);
                } else {
                    buffer.putFloat(tensor.floatValues()[i]);
                }
            }
            bytes.write(buffer.array(), 0, buffer.position());
        }
        try {
            optimizer.saveState().writeTo(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }
}
