package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.Sgd;
import dev.optweave.optimizers.StockOptimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Moving averages of parameters and gradients made zero, in the loops of the update. */
class WholeStepTest {

    private static final double DECAY = 0.9;

    private static final int STEPS = 3;

    static Stream<List<String>> ways() {
        List<List<String>> ways = new ArrayList<>();
        for (String rule : List.of("AdamW", "Lamb", "NesterovLookahead", "Sgd", "Rprop")) {
            for (String storage : List.of("SAME", "BFLOAT16", "INT8_BLOCK")) {
                ways.add(List.of(rule, storage));
            }
        }
        return ways.stream();
    }

    private static OptimizerBuilder<?, ?> builder(String rule, String storage, Backend backend) {
        return StockOptimizers.builder(rule)
                .storage(Storage.valueOf(storage))
                .backend(backend)
                .clipByGlobalNorm(300)
                .group("second", tensor -> tensor.name().endsWith("1"), g -> g.set("lr", 0.01));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void averagesAndZerosAreWhatAProgramComputesBesideTheOptimizer(List<String> way) {
        Parameters plainParameters = Data.aroundChunks(7);
        Optimizer plain = builder(way.get(0), way.get(1), Backend.SCALAR).build(plainParameters);
        List<Optimizer> others = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3}) {
            others.add(
                    builder(way.get(0), way.get(1), threads == 2 ? Backend.AUTO : Backend.SCALAR)
                            .threads(threads)
                            .parameterEma(DECAY)
                            .zeroGradients()
                            .build(Data.aroundChunks(7)));
        }
        AveragesByHand byHand = new AveragesByHand(plainParameters);
        for (int step = 0; step < STEPS; step++) {
            Data.step(plain, step);
            byHand.average(DECAY);
            for (Optimizer optimizer : others) {
                Data.step(optimizer, step);
                assertThat(Data.bits(optimizer.parameters())).isEqualTo(Data.bits(plainParameters));
                byHand.assertKeptBy(optimizer);
                Data.assertZeroGradients(optimizer.parameters());
            }
        }
    }

    @Test
    void threadsThatShareATensorKeepTheSameAverages() {
        Parameters alone = Parameters.of(Data.floats("w", 1, 600_001));
        Optimizer expected = AdamW.builder().threads(1).parameterEma(DECAY).build(alone);
        Parameters shared = Parameters.of(Data.floats("w", 1, 600_001));
        Optimizer actual =
                AdamW.builder().threads(3).parameterEma(DECAY).zeroGradients().build(shared);
        for (int step = 0; step < STEPS; step++) {
            Data.refill(alone, step);
            Data.refill(shared, step);
            expected.step();
            actual.step();
            Data.assertZeroGradients(shared);
        }
        for (int i = 0; i < 600_001; i++) {
            if (actual.parameterEma().get(0, i) != expected.parameterEma().get(0, i)) {
                throw new AssertionError("the average of element " + i + " differs");
            }
        }
    }

    @Test
    void vectorLoopsKeepTheSameAverages() {
        for (OptimizerBuilder<?, ?> builder : List.of(AdamW.builder(), Lamb.builder())) {
            Parameters parameters = Data.aroundChunks(3);
            Optimizer optimizer =
                    builder.backend(Backend.VECTOR)
                            .parameterEma(DECAY)
                            .zeroGradients()
                            .build(parameters);
            AveragesByHand byHand = new AveragesByHand(parameters);
            for (int step = 0; step < STEPS; step++) {
                Data.refill(parameters, step);
                optimizer.step();
                byHand.average(DECAY);
                byHand.assertKeptBy(optimizer);
                Data.assertZeroGradients(parameters);
            }
        }
    }

    @Test
    void whatIsSetForAGroupAloneIsRefused() {
        assertThatThrownBy(() -> Sgd.builder().group("a", tensor -> true, g -> g.parameterEma(0.5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("parameterEma cannot be called for group `a`");
        assertThatThrownBy(() -> Sgd.builder().group("a", tensor -> true, g -> g.zeroGradients()))
                .hasMessageContaining("zeroGradients cannot be called for group `a`");
    }

    @Test
    void gradientsAreZeroAfterEachOneThatIsAccumulated() {
        Parameters parameters = Data.aroundChunks(13);
        Parameters byHand = Data.aroundChunks(13);
        Optimizer optimizer =
                AdamW.builder()
                        .accumulateGradients(3)
                        .zeroGradients()
                        .parameterEma(DECAY)
                        .build(parameters);
        Optimizer plain = AdamW.builder().accumulateGradients(3).build(byHand);
        AveragesByHand averages = new AveragesByHand(byHand);
        for (int call = 0; call < 9; call++) {
            Data.refill(parameters, call);
            Data.refill(byHand, call);
            optimizer.step();
            plain.step();
            Data.assertZeroGradients(parameters);
            if (call % 3 == 2) {
                averages.average(DECAY);
            }
            assertThat(Data.bits(parameters)).isEqualTo(Data.bits(byHand));
            averages.assertKeptBy(optimizer);
        }
    }

    @Test
    void aClosureThatAddsToTheGradientsFindsZerosBothTimes() {
        Parameters parameters = Data.mixed(17);
        Optimizer optimizer = Handmade.of(Rules.SAM).zeroGradients().build(parameters);
        Data.refill(parameters, 0);
        int[] calls = {0};
        optimizer.step(
                () -> {
                    if (calls[0]++ > 0) {
                        Data.assertZeroGradients(parameters);
                    }
                    Data.refill(parameters, calls[0]);
                    return 0;
                });
        assertThat(calls[0]).isEqualTo(2);
        Data.assertZeroGradients(parameters);
    }
}
