package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimizerBuilderTest {

    private final Tensor weight = Tensor.of("W", new double[] {1, 2}, new double[] {1, 1}, 1, 2);
    private final Tensor bias = Tensor.of("b", new double[] {3}, new double[] {1}, 1);
    private final Parameters parameters = Parameters.of(weight, bias);

    @Test
    void hasTheRulesDefaults() {
        Handmade adam = Handmade.of(Rules.ADAM).build(parameters);

        assertThat(adam.first()).isEqualTo(0.1);
        assertThat(adam.hyperparameter("beta2")).isEqualTo(0.999);
        assertThat(adam.hyperparameterNames()).containsExactly("lr", "beta1", "beta2");
        assertThat(adam.ruleName()).isEqualTo("Adam");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAValueOutOfRangeAtOnce(double value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.ADAM).set("beta1", value))
                .withMessage("Adam: hyperparameter `beta1` is " + value + "; allowed: [0, 1)");
    }

    @Test
    void refusesALearningRateThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.SGD).lr(Double.NaN))
                .withMessage("Sgd: hyperparameter `lr` is NaN; allowed: [0, ∞)");
    }

    @Test
    void suggestsAHyperparameterThatExists() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.ADAM).set("betal", 0.5))
                .withMessage(
                        "Adam: no hyperparameter `betal`; did you mean `beta1`? known: `lr`,"
                                + " `beta1`, `beta2`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.ADAM).set("momentum", step -> 0.5))
                .withMessage("Adam: no hyperparameter `momentum`; known: `lr`, `beta1`, `beta2`");
    }

    @Test
    void refusesLimitsAndCountsOutOfRange() {
        Handmade.Builder builder = Handmade.of(Rules.SGD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.clipByNorm(0))
                .withMessage("Sgd: clipByNorm is 0.0; allowed: (0, ∞)");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.clipByValue(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.clipByGlobalNorm(Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.threads(0))
                .withMessage("Sgd: threads is 0; allowed: 1 and above");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.accumulateGradients(0));
    }

    @Test
    void canBeUsedAgainWithoutChangingWhatItBuilt() {
        Handmade.Builder builder = Handmade.of(Rules.SGD).lr(0.5);
        Handmade first = builder.build(parameters);
        Handmade second = builder.lr(0.25).build(parameters);

        assertThat(first.first()).isEqualTo(0.5);
        assertThat(second.first()).isEqualTo(0.25);
    }

    @Test
    void theLastSettingOfAHyperparameterCounts() {
        assertThat(Handmade.of(Rules.SGD).lr(0.5).set("lr", t -> 7).build(parameters).first())
                .isEqualTo(7);
        assertThat(Handmade.of(Rules.SGD).set("lr", t -> 7).lr(0.5).build(parameters).first())
                .isEqualTo(0.5);
    }

    @Test
    void refusesAScheduleWhoseFirstValueIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Handmade.of(Rules.SGD).set("lr", step -> -1).build(parameters))
                .withMessage("Sgd: hyperparameter `lr` is -1.0 at step 1; allowed: [0, ∞)");
    }

    @Test
    void groupsInheritWhatTheyDoNotSet() {
        Handmade adam =
                Handmade.of(Rules.ADAM)
                        .group("biases", tensor -> tensor.rank() < 2, g -> g.set("beta1", 0.5))
                        .lr(0.25)
                        .build(parameters);

        assertThat(adam.hyperparameter("beta1")).isEqualTo(0.9);
        assertThat(adam.hyperparameter("beta1", "biases")).isEqualTo(0.5);
        assertThat(adam.hyperparameter("lr", "biases")).isEqualTo(0.25);
        assertThat(adam.groups())
                .containsExactly(
                        new ParameterGroup("default", List.of(weight)),
                        new ParameterGroup("biases", List.of(bias)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.hyperparameter("lr", "biase"))
                .withMessageContaining("no group `biase`; did you mean `biases`?");
    }

    @Test
    void groupsStepWithTheirOwnHyperparameters() {
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .lr(1)
                        .group(tensor -> tensor.rank() < 2, g -> g.lr(0.5))
                        .build(parameters);
        sgd.step();

        assertThat(weight.doubleValues()).containsExactly(0, 1);
        assertThat(bias.doubleValues()).containsExactly(2.5);
        assertThat(sgd.groups()).extracting(ParameterGroup::name).contains("group1");
    }

    @Test
    void theFirstMatchingGroupWins() {
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .group("one", tensor -> tensor == bias, g -> g.lr(1))
                        .group("all", tensor -> true, g -> g.lr(2))
                        .build(parameters);

        assertThat(sgd.groups().get(0).tensors()).isEmpty();
        assertThat(sgd.groups().get(1).tensors()).containsExactly(bias);
        assertThat(sgd.groups().get(2).tensors()).containsExactly(weight);
    }

    @Test
    void refusesAGroupWithoutTensors() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Handmade.of(Rules.SGD)
                                        .group("none", tensor -> false, g -> g.lr(1))
                                        .build(parameters))
                .withMessageContaining("Sgd: group `none` matches no tensor")
                .withMessageContaining("W double[1, 2], b double[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                Handmade.of(Rules.SGD)
                                        .group("all", tensor -> true, g -> g.lr(1))
                                        .group("rest", tensor -> true, g -> g.lr(2))
                                        .build(parameters))
                .withMessageContaining("group `rest` matches only tensors of earlier groups");
    }

    @Test
    void givesAGroupWithoutANameOneThatNoOtherHas() {
        Handmade sgd =
                Handmade.of(Rules.SGD)
                        .group("group2", tensor -> tensor == weight, g -> g.lr(1))
                        .group(tensor -> tensor == bias, g -> g.lr(2))
                        .build(parameters);

        assertThat(sgd.groups()).extracting(ParameterGroup::name).contains("group2", "group3");
    }

    @Test
    void refusesTwoGroupsOfOneName() {
        Handmade.Builder builder = Handmade.of(Rules.SGD).group("a", tensor -> true, g -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.group("a", tensor -> true, g -> {}))
                .withMessageContaining("there is a group `a` already");
    }

    @Test
    void refusesOtherThanHyperparametersAndStorageInAGroup() {
        Handmade.Builder builder = Handmade.of(Rules.SGD);
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.group("a", tensor -> true, g -> g.maximize()))
                .withMessage(
                        "Sgd: maximize cannot be called for group `a`; only hyperparameters and"
                                + " storage can be set there");
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.group("a", tensor -> true, g -> g.threads(2)));
        assertThatIllegalStateException()
                .isThrownBy(() -> builder.group("a", tensor -> true, g -> g.build(parameters)));
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> builder.group("a", tensor -> true, g -> g.group(t -> true, h -> {})));
    }

    @Test
    void choosesTheSpecializationOfEachGroup() {
        Handmade momentum =
                Handmade.of(Rules.MOMENTUM)
                        .group("plain", tensor -> tensor == bias, g -> g.set("rho", 0))
                        .build(parameters);

        assertThat(momentum.state("v").length(0)).isEqualTo(2);
        assertThat(momentum.state("v").length(1)).isZero();
        assertThat(momentum.stateBytes()).isEqualTo(16);
    }

    @Test
    void doesNotSpecializeOnAScheduleThatStartsAtZero() {
        Handmade momentum =
                Handmade.of(Rules.MOMENTUM).set("rho", step -> step / 10.0).build(parameters);

        assertThat(momentum.state("v").length(0)).isEqualTo(2);
    }
}
