package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay.Mode;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationCheckTest {

    private static RuleText plain() {
        return RuleText.bare("w -= lr * g").rate("lr", 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "g", "t", "ema", "normal", "every", "and", "builder"})
    void namesOfTheLanguageAreTaken(String name) {
        assertThat(plain().hyper(name, 1).found()).contains("reserved-name " + name);
        assertThat(plain().state(name).found()).contains("reserved-name " + name);
    }

    @Test
    void builtInNamesGiveWayWhenRenamed() {
        RuleText rule = RuleText.bare("θ -= lr * w * g").named("θ", "dL").rate("lr", 1);

        assertThat(rule.hyper("w", 1).hyper("g", 2).found()).isEmpty();
    }

    @Test
    void renamedNamesMustBeNamesAndDiffer() {
        assertThat(RuleText.bare("x -= y").named("x", "x").found()).contains("reserved-name x");
        assertThat(RuleText.bare("t -= g").named("t", "g").found()).contains("reserved-name t");
        assertThat(RuleText.bare("w -= sqrt").named("w", "sqrt").found())
                .contains("reserved-name sqrt");
        assertThat(RuleText.bare("w -= g").named("a b", "g").found()).contains("invalid-name a b");
        assertThat(RuleText.bare("w -= g").named("w", "class").found())
                .contains("invalid-name class");
    }

    @Test
    void namesAreDeclaredOnce() {
        assertThat(plain().hyper("k", 1).state("k").found()).contains("name-clash k");
    }

    @Test
    void thereIsOneLearningRate() {
        assertThat(RuleText.bare("w -= a * b * g").rate("a", 1).rate("b", 1).found())
                .containsExactly("several-learning-rates b");
    }

    @Test
    void decoupledDecayNeedsALearningRate() {
        RuleText rule = RuleText.bare("w -= a * g").hyper("a", 1);

        assertThat(rule.weightDecay("wd", Mode.DECOUPLED).found())
                .containsExactly("decay-without-learning-rate wd");
    }

    @Test
    void oneDecayAppliesByItself() {
        RuleText rule =
                plain().weightDecay("a", Mode.DECOUPLED)
                        .weightDecay("b", Mode.L2)
                        .weightDecay("c", Mode.EXPLICIT);

        assertThat(rule.found()).containsExactly("several-weight-decays b");
    }

    @Test
    void biasCorrectionsNameDecayRates() {
        assertThat(corrected("bete").found()).containsExactly("unknown-decay-rate bete");
        assertThat(corrected("bete").help())
                .isEqualTo("a decay rate with a similar name exists: `beta`");
        assertThat(corrected("lr").help())
                .isEqualTo("`lr` is a learning rate: declare it with `@DecayRate`");
        assertThat(corrected("ρ").help()).isEqualTo("declare it: `@DecayRate(0.9) double ρ();`");
    }

    private static RuleText corrected(String rate) {
        return RuleText.bare("m = ema(m, g, beta)", "w -= lr * hat(m)")
                .rate("lr", 1)
                .decay("beta", 0.9)
                .state("m", rate);
    }

    @Test
    void whatIsReservedIsNotSupportedYet() {
        assertThat(with(Shape.ROW, Storage.SAME, Rounding.NEAREST).found())
                .containsExactly("unsupported-shape ROW");
        assertThat(with(Shape.COLUMN, Storage.SAME, Rounding.NEAREST).found())
                .containsExactly("unsupported-shape COLUMN");
    }

    @ParameterizedTest
    @EnumSource
    void aStatePerElementIsKeptInAnyStorage(Storage storage) {
        assertThat(with(Shape.ELEMENT, storage, Rounding.NEAREST).found()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"TENSOR", "STEP"})
    void aScalarStateIsKeptInDouble(Shape shape) {
        assertThat(with(shape, Storage.SAME, Rounding.NEAREST).found())
                .doesNotContain("scalar-storage SAME");
        assertThat(with(shape, Storage.BFLOAT16, Rounding.STOCHASTIC).found())
                .contains("scalar-storage BFLOAT16")
                .doesNotContain("rounding-without-storage STOCHASTIC");
    }

    @Test
    void roundingAtRandomNeedsAStorageThatRounds() {
        for (Storage exact : List.of(Storage.SAME, Storage.FLOAT32)) {
            assertThat(with(Shape.ELEMENT, exact, Rounding.STOCHASTIC).found())
                    .containsExactly("rounding-without-storage STOCHASTIC");
        }
        for (Storage narrow : List.of(Storage.BFLOAT16, Storage.FLOAT16, Storage.INT8_BLOCK)) {
            assertThat(with(Shape.ELEMENT, narrow, Rounding.STOCHASTIC).found()).isEmpty();
        }
    }

    private static RuleText with(Shape shape, Storage storage, Rounding rounding) {
        Source source = new Source(new Place.Initialization("s"), "0");
        return RuleText.bare("s += g", "w -= lr * s")
                .rate("lr", 1)
                .add(
                        new StateVariable(
                                "s",
                                shape,
                                new Expr.Number(0, source.whole()),
                                Optional.empty(),
                                storage,
                                rounding,
                                ""));
    }
}
