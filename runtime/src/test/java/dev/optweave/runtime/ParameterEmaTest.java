package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.Slot;
import dev.optweave.State.Storage;
import dev.optweave.optimizers.AdamW;
import dev.optweave.optimizers.NesterovLookahead;
import dev.optweave.optimizers.Sgd;
import dev.optweave.optimizers.StockOptimizers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving averages of parameters: what they are of, where they are read, what is refused. */
class ParameterEmaTest {

    private static final double DECAY = 0.9;

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
        Parameters parameters = Data.aroundChunks(11);
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
        Parameters parameters = Data.aroundChunks(5);
        Optimizer optimizer =
                Sgd.builder()
                        .parameterEma(step -> Math.min(0.5, (1 + step) / (10.0 + step)))
                        .build(parameters);
        AveragesByHand byHand = new AveragesByHand(parameters);
        for (int step = 0; step < 12; step++) {
            optimizer.step();
            byHand.average(Math.min(0.5, (1 + step) / (10.0 + step)));
            byHand.assertKeptBy(optimizer);
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
    void aLookAheadRuleAveragesWhereItsParametersAreNotWhereItLooks() {
        Parameters parameters = Data.mixed(23);
        Optimizer optimizer = NesterovLookahead.builder().parameterEma(0).build(parameters);
        Data.train(optimizer, 0, 3);
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
