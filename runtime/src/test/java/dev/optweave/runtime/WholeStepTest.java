package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.Slot;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.Lamb;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.optimizers.Sgd;
import dev.optweave.optimizers.StockOptimizers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving averages of parameters and gradients made zero, in the loops of the update. */
class WholeStepTest {

    private static final double DECAY = 0.9;
    private static final int STEPS = 3;

    /** Tensors of all types, around a block, a chunk and a piece. */
    static Parameters parameters(long seed) {
        List<Tensor> tensors = new ArrayList<>();
        for (int size : new int[] {0, 1, 257, 4097, 20_001}) {
            tensors.add(Data.floats("f" + size, seed + size, size));
            tensors.add(Data.doubles("d" + size, seed - size, size));
            tensors.add(Data.bfloat16s("b" + size, seed * size, size));
        }
        return Parameters.of(tensors);
    }

    private static void assertSame(Slot actual, AveragesByHand expected) {
        for (int t = 0; t < actual.tensors(); t++) {
            double[] values = new double[actual.length(t)];
            for (int i = 0; i < values.length; i++) {
                values[i] = actual.get(t, i);
            }
            assertThat(values).as("tensor %s", t).isEqualTo(expected.of(t));
        }
    }

    private static void assertZeroGradients(Parameters parameters) {
        for (Tensor tensor : parameters) {
            for (int i = 0; i < tensor.length(); i++) {
                double g =
                        tensor.isDouble()
                                ? tensor.doubleGradient()[i]
                                : tensor.hasBFloat16Gradient()
                                        ? tensor.bfloat16Gradient()[i]
                                        : tensor.floatGradient()[i];
                if (g != 0 || 1 / g < 0) {
                    throw new AssertionError(tensor.name() + "[" + i + "] is " + g);
                }
            }
        }
    }

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
        Parameters plainParameters = parameters(7);
        Optimizer plain = builder(way.get(0), way.get(1), Backend.SCALAR).build(plainParameters);
        List<Optimizer> others = new ArrayList<>();
        for (int threads : new int[] {1, 2, 3}) {
            others.add(
                    builder(way.get(0), way.get(1), threads == 2 ? Backend.AUTO : Backend.SCALAR)
                            .threads(threads)
                            .parameterEma(DECAY)
                            .zeroGradients()
                            .build(parameters(7)));
        }
        AveragesByHand byHand = new AveragesByHand(plainParameters);
        for (int step = 0; step < STEPS; step++) {
            long seed = step;
            plain.step(() -> refill(plainParameters, seed));
            byHand.average(DECAY);
            for (Optimizer optimizer : others) {
                optimizer.step(() -> refill(optimizer.parameters(), seed));
                assertThat(Data.bits(optimizer.parameters())).isEqualTo(Data.bits(plainParameters));
                assertSame(optimizer.parameterEma(), byHand);
                assertZeroGradients(optimizer.parameters());
            }
        }
    }

    private static double refill(Parameters parameters, long seed) {
        Data.refill(parameters, seed);
        return 0;
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
            assertZeroGradients(shared);
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
            Parameters parameters = parameters(3);
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
                assertSame(optimizer.parameterEma(), byHand);
                assertZeroGradients(parameters);
            }
        }
    }

    @Test
    void whatAParameterHasLostToItsCompanionIsAveragedWithIt() {
        Tensor tensor =
                Tensor.ofBFloat16("w", BFloat16.fromFloats(new float[] {1}), new float[1], 1);
        Optimizer optimizer =
                Sgd.builder().lr(1).kahan().parameterEma(0.5).build(Parameters.of(tensor));
        tensor.floatGradient()[0] = -0x1p-12f;
        optimizer.step();
        assertThat(BFloat16.toFloat(tensor.bfloat16Values()[0])).isEqualTo(1);
        assertThat(optimizer.parameterEma().get(0, 0)).isEqualTo(1 + 0x1p-13);
        tensor.floatGradient()[0] = -1;
        optimizer.step();
        assertThat(optimizer.parameterEma().get(0, 0)).isEqualTo(1.5 + 0x1.8p-13);
        try (Evaluation view = optimizer.averaged()) {
            assertThat(view.parameters().tensors().get(0).bfloat16Values()[0])
                    .isEqualTo(BFloat16.fromFloat(1.5f));
            assertThatThrownBy(optimizer::saveState)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has moved the companions of tensor `w`");
        }
        assertThat(BFloat16.toFloat(tensor.bfloat16Values()[0])).isEqualTo(2);
        tensor.floatGradient()[0] = 0;
        optimizer.step();
        assertThat(optimizer.parameterEma().get(0, 0)).isEqualTo(1.75 + 0x1.cp-13);
    }

    @Test
    void anAverageOfWhatDoesNotChangeDoesNotChange() {
        float[] w = {1e-30f, 0.1f, 3e30f};
        Optimizer optimizer =
                Sgd.builder().lr(0).parameterEma(0.9999).build(Parameters.of(Tensor.of("w", w, 3)));
        for (int step = 0; step < 100; step++) {
            optimizer.step();
        }
        for (int i = 0; i < w.length; i++) {
            assertThat(optimizer.parameterEma().get(0, i)).isEqualTo(w[i]);
        }
    }

    @Test
    void averagesStartAtTheParametersBeforeTheFirstUpdateNotAsTheOptimizerIsBuilt() {
        double[] w = {1};
        double[] g = {1};
        Optimizer optimizer =
                Sgd.builder()
                        .lr(1)
                        .parameterEma(0.75)
                        .build(Parameters.of(Tensor.of("w", w, g, 1)));
        w[0] = 5;
        assertThat(optimizer.parameterEma().get(0, 0)).isEqualTo(5);
        try (Evaluation view = optimizer.averaged()) {
            assertThat(view.parameters().tensors().get(0).doubleValues()).containsExactly(5);
        }
        optimizer.step();
        assertThat(optimizer.parameterEma().get(0, 0)).isEqualTo(4.75);
    }

    @Test
    void aViewHasTheAveragesInThePlaceOfTheParameters() {
        Parameters parameters = parameters(11);
        Optimizer optimizer =
                AdamW.builder()
                        .kahan()
                        .storage(Storage.BFLOAT16)
                        .parameterEma(DECAY)
                        .build(parameters);
        for (int step = 0; step < 3; step++) {
            Data.refill(parameters, step);
            optimizer.step();
        }
        long[] trained = Data.bits(parameters);
        try (Evaluation view = optimizer.averaged()) {
            Slot averages = optimizer.parameterEma();
            for (int t = 0; t < parameters.size(); t++) {
                Tensor tensor = view.parameters().tensors().get(t);
                for (int i = 0; i < tensor.length(); i++) {
                    double average = averages.get(t, i);
                    if (tensor.isBFloat16()) {
                        assertThat(tensor.bfloat16Values()[i])
                                .isEqualTo(BFloat16.fromFloat((float) average));
                    } else {
                        assertThat(
                                        tensor.isDouble()
                                                ? tensor.doubleValues()[i]
                                                : tensor.floatValues()[i])
                                .isEqualTo(average);
                    }
                }
            }
            assertThatThrownBy(optimizer::step)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "AdamW: a step is not possible: a view of the averages is open;"
                                    + " close it first");
            assertThatThrownBy(optimizer::evaluation).isInstanceOf(IllegalStateException.class);
        }
        assertThat(Data.bits(parameters)).isEqualTo(trained);
        try (Evaluation view = optimizer.evaluation()) {
            assertThat(Data.bits(view.parameters())).isEqualTo(trained);
        }
        optimizer.step();
    }

    @Test
    void aScheduledDecayIsThatOfItsStep() {
        Parameters parameters = parameters(5);
        Optimizer optimizer =
                Sgd.builder()
                        .parameterEma(step -> Math.min(0.5, (1 + step) / (10.0 + step)))
                        .build(parameters);
        AveragesByHand byHand = new AveragesByHand(parameters);
        for (int step = 0; step < 12; step++) {
            optimizer.step();
            byHand.average(Math.min(0.5, (1 + step) / (10.0 + step)));
            assertSame(optimizer.parameterEma(), byHand);
        }
    }

    @Test
    void aScheduledDecayOutOfRangeRefusesTheStepBeforeAnythingHasChanged() {
        float[] w = {1};
        Optimizer optimizer =
                Sgd.builder()
                        .parameterEma(step -> step < 1 ? 0.5 : 1)
                        .build(Parameters.of(Tensor.of("w", w, new float[] {1}, 1)));
        optimizer.step();
        float before = w[0];
        assertThatThrownBy(optimizer::step)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd: parameterEma is 1.0 at step 2; allowed: [0, 1)");
        assertThat(w).containsExactly(before);
        assertThat(optimizer.steps()).isEqualTo(1);
        assertThatThrownBy(
                        () ->
                                Sgd.builder()
                                        .parameterEma(step -> -1)
                                        .build(Parameters.of(Tensor.of("w", w, 1))))
                .hasMessage("Sgd: parameterEma is -1.0 at step 1; allowed: [0, 1)");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, -0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void aDecayOutOfRangeIsRefused(double decay) {
        assertThatThrownBy(() -> Sgd.builder().parameterEma(decay))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Sgd: parameterEma is " + decay + "; allowed: [0, 1)");
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
    void aRuleThatIsEvaluatedElsewhereRefusesAverages() {
        assertThatThrownBy(
                        () ->
                                StockOptimizers.builder("Asgd")
                                        .parameterEma(0.5)
                                        .build(Data.mixed(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Asgd: parameterEma averages the parameters that are trained, but this rule"
                                + " has them evaluated elsewhere, at a point that it computes"
                                + " itself; leave parameterEma out and use evaluation()");
    }

    @Test
    void withoutAveragesThereIsNothingToReadOrView() {
        Optimizer optimizer = Sgd.builder().build(Data.mixed(1));
        assertThatThrownBy(optimizer::parameterEma)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Sgd keeps no averages of its parameters; build it with parameterEma");
        assertThatThrownBy(optimizer::averaged).isInstanceOf(IllegalStateException.class);
        optimizer.step();
    }

    @Test
    void gradientsAreZeroAfterEachOneThatIsAccumulated() {
        Parameters parameters = parameters(13);
        Parameters byHand = parameters(13);
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
            assertZeroGradients(parameters);
            if (call % 3 == 2) {
                averages.average(DECAY);
            }
            assertThat(Data.bits(parameters)).isEqualTo(Data.bits(byHand));
            assertSame(optimizer.parameterEma(), averages);
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
                        assertZeroGradients(parameters);
                    }
                    Data.refill(parameters, calls[0]);
                    return 0;
                });
        assertThat(calls[0]).isEqualTo(2);
        assertZeroGradients(parameters);
    }

    static void train(Optimizer optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            long seed = step;
            optimizer.step(() -> refill(optimizer.parameters(), seed));
        }
    }

    @Test
    void aLookAheadRuleAveragesWhereItsParametersAreNotWhereItLooks() {
        Parameters parameters = Data.mixed(23);
        Optimizer optimizer = NesterovLookahead.builder().parameterEma(0).build(parameters);
        train(optimizer, 0, 3);
        for (int t = 0; t < parameters.size(); t++) {
            Tensor tensor = parameters.tensors().get(t);
            for (int i = 0; i < tensor.length(); i++) {
                double average = optimizer.parameterEma().get(t, i);
                double w = tensor.isDouble() ? tensor.doubleValues()[i] : tensor.floatValues()[i];
                assertThat(Math.abs(average - w)).isLessThanOrEqualTo(1e-6 * Math.abs(w) + 1e-7);
            }
        }
    }
}
