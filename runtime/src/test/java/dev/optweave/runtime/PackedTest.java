package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.StockOptimizers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors in arrays that they share: the same numbers as in arrays of their own. */
class PackedTest {

    private static final List<String> RULES =
            List.of("AdamW", "Momentum", "Lamb", "Lars", "Asgd", "NesterovLookahead", "Lion");

    /** What an optimizer can be asked for. */
    private static final Map<String, UnaryOperator<OptimizerBuilder<?, ?>>> WAYS =
            new TreeMap<>(
                    Map.ofEntries(
                            way("plain", b -> b),
                            way(
                                    "groups",
                                    b ->
                                            b.group(
                                                    "noDecay",
                                                    t -> t.rank() < 2,
                                                    g -> g.set("lr", 0.02))),
                            way(
                                    "groups apart",
                                    b ->
                                            b.group(
                                                    "odd",
                                                    t -> t.length() % 2 == 1,
                                                    g -> g.storage(Storage.BFLOAT16))),
                            way("clipByNorm", b -> b.clipByNorm(5)),
                            way("clipByGlobalNorm", b -> b.clipByGlobalNorm(9)),
                            way("clipByValue", b -> b.clipByValue(0.5)),
                            way("clip all", b -> b.clipByNorm(20).clipByGlobalNorm(9)),
                            way("accumulate", b -> b.accumulateGradients(2).clipByValue(0.5)),
                            way("zeroes", b -> b.zeroGradients().skipNonFinite()),
                            way("zeroes sums", b -> b.zeroGradients().accumulateGradients(2)),
                            way("maximize", b -> b.maximize().lossScale(8)),
                            way("bfloat16", b -> b.storage(Storage.BFLOAT16)),
                            way("float16", b -> b.storage(Storage.FLOAT16)),
                            way("float32", b -> b.storage(Storage.FLOAT32)),
                            way("int8", b -> b.storage(Storage.INT8_BLOCK)),
                            way(
                                    "at random",
                                    b ->
                                            b.storage(Storage.BFLOAT16, Rounding.STOCHASTIC)
                                                    .parameterRounding(Rounding.STOCHASTIC)
                                                    .seed(5)),
                            way(
                                    "int8 at random",
                                    b -> b.storage(Storage.INT8_BLOCK, Rounding.STOCHASTIC)),
                            way("int8 and kahan", b -> b.storage(Storage.INT8_BLOCK).kahan()),
                            way("kahan", b -> b.kahan())));

    private static Map.Entry<String, UnaryOperator<OptimizerBuilder<?, ?>>> way(
            String name, UnaryOperator<OptimizerBuilder<?, ?>> configure) {
        return Map.entry(name, configure);
    }

    static Stream<Arguments> ways() {
        return ways(RULES);
    }

    /** Without and with reductions. */
    static Stream<Arguments> fewWays() {
        return ways(List.of("AdamW", "Lamb"));
    }

    private static Stream<Arguments> ways(List<String> rules) {
        return rules.stream().flatMap(r -> WAYS.keySet().stream().map(w -> Arguments.of(r, w)));
    }

    /** Tensors of all types and ranks, some without elements, in an order that mixes them. */
    private static Parameters parameters() {
        List<Tensor> tensors = new ArrayList<>();
        int[] sizes = {6, 0, 1, 64, 255, 257, 65, 2, 4097, 64, 16};
        for (int n = 0; n < sizes.length; n++) {
            int size = sizes[n];
            Tensor f = Data.floats("f" + n, n, size);
            int[] shape = size % 2 == 0 ? new int[] {size / 2, 2} : f.shape();
            shape = size == 1 ? new int[0] : shape;
            tensors.add(Tensor.of(f.name(), f.floatValues(), f.floatGradient(), shape));
            tensors.add(Data.doubles("d" + n, n, size));
            Tensor b = Data.bfloat16s("b" + n, n, size);
            tensors.add(b);
            tensors.add(
                    Tensor.ofBFloat16("c" + n, b.bfloat16Values().clone(), new float[size], size));
        }
        return Parameters.of(tensors);
    }

    private static OptimizerBuilder<?, ?> builder(String rule, String way) {
        return WAYS.get(way).apply(StockOptimizers.builder(rule));
    }

    private static void step(Optimizer optimizer, long seed) {
        optimizer.step(
                () -> {
                    Data.refill(optimizer.parameters(), seed);
                    return 0;
                });
    }

    private static byte[] saved(Optimizer optimizer) {
        return SavedBytes.of(optimizer.saveState());
    }

    private static void assertSame(Optimizer packed, Optimizer apart, String when) {
        assertThat(Data.bits(packed.parameters()))
                .as("parameters %s", when)
                .isEqualTo(Data.bits(apart.parameters()));
        assertThat(Data.gradientBits(packed.parameters()))
                .as("gradients %s", when)
                .isEqualTo(Data.gradientBits(apart.parameters()));
        for (String state : apart.stateNames()) {
            assertThat(Data.bits(packed, state))
                    .as("state %s %s", state, when)
                    .isEqualTo(Data.bits(apart, state));
        }
        assertThat(saved(packed)).as("saved %s", when).isEqualTo(saved(apart));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void packedTensorsTakeTheStepsOfSeparateOnes(String rule, String way) {
        Optimizer apart = builder(rule, way).backend(Backend.SCALAR).build(parameters());
        List<Optimizer> packed = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            int threads = backend == Backend.AUTO ? 2 : 1;
            packed.add(
                    builder(rule, way)
                            .backend(backend)
                            .threads(threads)
                            .build(parameters().packed()));
        }
        packed.add(
                builder(rule, way)
                        .build(parameters().packed(tensor -> tensor.name().charAt(1)).packed()));
        for (int call = 0; call < 3; call++) {
            step(apart, call);
            for (Optimizer optimizer : packed) {
                step(optimizer, call);
                assertSame(optimizer, apart, "after call " + call + " of " + optimizer);
            }
        }
        try (Evaluation in = apart.evaluation();
                Evaluation same = packed.get(1).evaluation()) {
            assertThat(Data.bits(same.parameters())).isEqualTo(Data.bits(in.parameters()));
        }
        assertSame(packed.get(1), apart, "after the view");
    }

    @ParameterizedTest
    @MethodSource("fewWays")
    void averagesAreThoseOfSeparateTensors(String rule, String way) {
        Optimizer apart =
                builder(rule, way).parameterEma(0.9).backend(Backend.SCALAR).build(parameters());
        Optimizer packed = builder(rule, way).parameterEma(0.9).build(parameters().packed());
        for (int call = 0; call < 4; call++) {
            step(apart, call);
            step(packed, call);
            assertSame(packed, apart, "after call " + call);
        }
        try (Evaluation in = apart.averaged();
                Evaluation same = packed.averaged()) {
            assertThat(Data.bits(same.parameters())).isEqualTo(Data.bits(in.parameters()));
        }
        assertSame(packed, apart, "after the view");
    }

    @ParameterizedTest
    @MethodSource("fewWays")
    void savedStatesFitPackedAndSeparateTensors(String rule, String way) throws IOException {
        Optimizer apart = builder(rule, way).build(parameters());
        Optimizer packed = builder(rule, way).build(parameters().packed());
        for (int call = 0; call < 3; call++) {
            step(apart, call);
            step(packed, call);
        }
        Optimizer intoPacked = builder(rule, way).build(copy(apart.parameters()).packed());
        intoPacked.restore(SavedBytes.copy(apart.saveState()));
        Optimizer intoApart = builder(rule, way).build(copy(packed.parameters()));
        intoApart.restore(SavedBytes.copy(packed.saveState()));
        for (Optimizer optimizer : List.of(apart, packed, intoPacked, intoApart)) {
            step(optimizer, 8);
            step(optimizer, 9);
            assertSame(optimizer, apart, "of " + optimizer);
        }
    }

    /** Tensors with arrays of their own, whatever these lie in. */
    private static Parameters copy(Parameters parameters) {
        List<Tensor> tensors = new ArrayList<>();
        for (Tensor t : parameters) {
            int from = t.start();
            int to = from + t.length();
            if (t.isDouble()) {
                double[] values = Arrays.copyOfRange(t.doubleValues(), from, to);
                tensors.add(Tensor.of(t.name(), values, t.shape()));
            } else if (t.isBFloat16()) {
                short[] values = Arrays.copyOfRange(t.bfloat16Values(), from, to);
                tensors.add(
                        t.hasBFloat16Gradient()
                                ? Tensor.ofBFloat16(t.name(), values, t.shape())
                                : Tensor.ofBFloat16(
                                        t.name(), values, new float[t.length()], t.shape()));
            } else {
                float[] values = Arrays.copyOfRange(t.floatValues(), from, to);
                tensors.add(Tensor.of(t.name(), values, t.shape()));
            }
        }
        return Parameters.of(tensors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "bfloat16", "int8", "clip all", "zeroes sums", "kahan"})
    void aSplitRunTakesTheStepsOfSeparateTensors(String way) {
        List<Tensor> tensors = new ArrayList<>();
        for (int n = 0; n < 500; n++) {
            tensors.add(Data.floats("f" + n, n, 800 + n));
            tensors.add(Data.bfloat16s("b" + n, n, 1 + n % 90));
        }
        Parameters many = Parameters.of(tensors);
        Parameters packedMany = copy(many).packed();
        Optimizer apart = builder("AdamW", way).backend(Backend.SCALAR).threads(1).build(many);
        Optimizer packed = builder("AdamW", way).threads(3).build(packedMany);
        for (int call = 0; call < 2; call++) {
            Data.refill(packedMany, call);
            Data.refill(many, call);
            apart.step(() -> 0);
            packed.step(() -> 0);
        }
        assertThat(Data.bits(packedMany)).isEqualTo(Data.bits(many));
        assertThat(saved(packed)).isEqualTo(saved(apart));
    }

    @Test
    void aStepThatIsSkippedChangesNothing() {
        Parameters parameters = parameters().packed();
        Optimizer optimizer = AdamW.builder().skipNonFinite().zeroGradients().build(parameters);
        long[] before = Data.bits(parameters);
        Tensor tensor = parameters.tensor("f6");
        tensor.floatGradient()[tensor.start() + 1] = Float.NaN;
        optimizer.step();
        assertThat(optimizer.skippedSteps()).isOne();
        assertThat(Data.bits(parameters)).isEqualTo(before);
        assertThat(Data.gradientBits(parameters)).containsOnly(0);
    }

    @Test
    void aTypeIsAnArray() {
        Parameters apart = parameters();
        Parameters packed = apart.packed();
        assertThat(packed.tensors())
                .extracting(Tensor::name)
                .isEqualTo(apart.tensors().stream().map(Tensor::name).toList());
        assertThat(packed.tensors())
                .extracting(tensor -> Arrays.toString(tensor.shape()))
                .isEqualTo(apart.tensors().stream().map(t -> Arrays.toString(t.shape())).toList());
        assertThat(Data.bits(packed)).isEqualTo(Data.bits(apart));
        assertThat(Data.gradientBits(packed)).isEqualTo(Data.gradientBits(apart));
        assertThat(packed.tensors().stream().map(t -> t.window().values()).distinct()).hasSize(4);
        assertThat(packed.tensors().stream().map(t -> t.window().gradient()).distinct()).hasSize(4);
        assertThat(packed.tensor("f5").floatValues())
                .hasSize(6 + 1 + 64 + 255 + 257 + 65 + 2 + 4097 + 64 + 16);
    }
}
