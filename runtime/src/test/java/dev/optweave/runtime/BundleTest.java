package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.StockOptimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Many small tensors, stepped over in vectors one after the other: the numbers of scalar loops. */
class BundleTest {

    private static final List<String> RULES = List.of("AdamW", "Momentum", "Lamb", "Rprop", "Sgd");

    /** What decides whether tensors are bundled, and what a bundle has to take care of. */
    private static final Map<String, UnaryOperator<OptimizerBuilder<?, ?>>> WAYS =
            new TreeMap<>(
                    Map.of(
                            "plain", b -> b,
                            "groups",
                                    b -> b.group("odd", BundleTest::isOdd, g -> g.set("lr", 0.02)),
                            "groups in storage",
                                    b ->
                                            b.group(
                                                    "odd",
                                                    BundleTest::isOdd,
                                                    g -> g.storage(Storage.BFLOAT16)),
                            "bfloat16", b -> b.storage(Storage.BFLOAT16),
                            "int8", b -> b.storage(Storage.INT8_BLOCK),
                            "scaled one by one", b -> b.clipByNorm(2),
                            "clipByGlobalNorm", b -> b.clipByGlobalNorm(5),
                            "accumulated", b -> b.accumulateGradients(2),
                            "followed", b -> b.parameterEma(0.9).zeroGradients()));

    private static boolean isOdd(Tensor tensor) {
        return tensor.length() % 2 == 1;
    }

    static Stream<Arguments> ways() {
        return RULES.stream().flatMap(r -> WAYS.keySet().stream().map(w -> Arguments.of(r, w)));
    }

    private static Parameters parameters() {
        List<Tensor> tensors = new ArrayList<>();
        for (int n = 0; n < 60; n++) {
            tensors.add(Data.floats("f" + n, n, 16 * n));
            tensors.add(Data.floats("o" + n, n, 7 * n * n / 10));
            tensors.add(Data.doubles("d" + n, n, 5 * n));
            tensors.add(Data.bfloat16s("b" + n, n, 9 * n));
        }
        return Parameters.of(tensors);
    }

    private static Optimizer build(String rule, String way, Backend backend, int threads) {
        return WAYS.get(way)
                .apply(StockOptimizers.builder(rule))
                .backend(backend)
                .threads(threads)
                .build(parameters());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void smallTensorsTakeTheStepsOfScalarLoops(String rule, String way) {
        Optimizer scalar = build(rule, way, Backend.SCALAR, 1);
        List<Optimizer> bundled =
                List.of(build(rule, way, Backend.AUTO, 1), build(rule, way, Backend.VECTOR, 3));
        for (int call = 0; call < 4; call++) {
            step(scalar, call);
            for (Optimizer optimizer : bundled) {
                step(optimizer, call);
                assertSame(optimizer, scalar, "after call " + call + " of " + optimizer);
            }
        }
    }

    private static void step(Optimizer optimizer, long seed) {
        Data.refill(optimizer.parameters(), seed);
        optimizer.step();
    }

    private static void assertSame(Optimizer found, Optimizer wanted, String when) {
        assertThat(Data.bits(found.parameters()))
                .as("parameters %s", when)
                .isEqualTo(Data.bits(wanted.parameters()));
        assertThat(Data.gradientBits(found.parameters()))
                .as("gradients %s", when)
                .isEqualTo(Data.gradientBits(wanted.parameters()));
        for (String state : wanted.stateNames()) {
            assertThat(Data.bits(found, state))
                    .as("state %s %s", state, when)
                    .isEqualTo(Data.bits(wanted, state));
        }
    }
}
