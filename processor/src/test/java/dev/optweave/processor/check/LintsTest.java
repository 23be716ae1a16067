package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optweave.State.Shape;
import dev.optweave.WeightDecay.Mode;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is warned of; what is not stands in {@link StockRulesTest}. */
class LintsTest {

    private static RuleText sgd(String... equations) {
        return RuleText.bare(equations).rate("lr", 1).hyper("eps", 1e-8);
    }

    @Test
    void aStateThatOnlyItsOwnUpdateReads() {
        assertThat(RuleText.bare("s += g^2", "w -= lr * g").rate("lr", 1).state("s").found())
                .containsExactly("unread-state s");
        assertThat(
                        RuleText.bare("x = lerp(x, w, 0.1)", "w -= lr * g")
                                .rate("lr", 1)
                                .state("x", Shape.ELEMENT, "w")
                                .evaluateAt("x")
                                .found())
                .isEmpty();
    }

    @Test
    void aHyperparameterThatNothingUses() {
        assertThat(sgd("w -= lr * g").found()).containsExactly("unused-hyperparameter eps");
        assertThat(sgd("w -= lr * g").diagnostics().get(0).message())
                .isEqualTo("the hyperparameter `eps` is never used");
        assertThat(
                        RuleText.bare("w -= 0.1 * g")
                                .rate("lr", 1)
                                .weightDecay("wd", Mode.EXPLICIT)
                                .found())
                .containsExactly("unused-hyperparameter lr", "unused-hyperparameter wd");
    }

    @Test
    void hyperparametersThatAreUsedOutsideTheEquations() {
        assertThat(
                        RuleText.bare("s += g", "w -= 0.1 * s")
                                .rate("lr", 1)
                                .weightDecay("wd", Mode.DECOUPLED)
                                .hyper("start", 1)
                                .hyper("rho", 1)
                                .state("s", Shape.ELEMENT, "start")
                                .gradientAt("w + rho*s")
                                .found())
                .isEmpty();
    }

    @Test
    void anAverageWithoutBiasCorrection() {
        RuleText rule =
                RuleText.bare("m = ema(m, g, beta)", "w -= lr * m")
                        .rate("lr", 1)
                        .decay("beta", 0.9)
                        .state("m");

        assertThat(rule.found()).containsExactly("missing-bias-correction m");
        assertThat(rule.diagnostics().get(0).span().start()).isEqualTo("w -= lr * ".length());
        assertThat(rule.help()).isEqualTo("declare `@BiasCorrection(\"beta\")` and write `hat(m)`");
    }

    @Test
    void aBiasCorrectionThatIsDeclaredButNotApplied() {
        RuleText rule =
                RuleText.adam(
                        "m = ema(m, g, beta1)",
                        "v = beta2*v + (1 - beta2)*g^2",
                        "w -= lr * m / (sqrt(hat(v)) + eps)");

        assertThat(rule.found()).containsExactly("missing-bias-correction m");
        assertThat(rule.diagnostics().get(0).span().start()).isEqualTo("w -= lr * ".length());
        assertThat(rule.diagnostics().get(0).message())
                .isEqualTo("`m` is used without the bias correction that it is declared with");
        assertThat(rule.help()).isEqualTo("write `hat(m)`");
    }

    @Test
    void aBiasCorrectionThatIsDeclaredButNotAppliedToWhatIsNoAverage() {
        RuleText rule =
                RuleText.bare("s = beta*s + g", "w -= lr * s")
                        .rate("lr", 1)
                        .decay("beta", 0.9)
                        .state("s", "beta");

        assertThat(rule.found()).containsExactly("missing-bias-correction s");
        assertThat(rule.help()).isEqualTo("write `hat(s)`, or remove its `@BiasCorrection`");
    }

    @Test
    void aBiasCorrectionThatIsDeclaredButNotAppliedWhereARatioCancelsTheBias() {
        RuleText rule =
                RuleText.bare(
                                "s = ema(s, g^2, beta)",
                                "d = ema(d, s*g^2, beta)",
                                "w -= lr * d / (s + eps)")
                        .rate("lr", 1)
                        .hyper("eps", 1e-8)
                        .decay("beta", 0.9)
                        .state("s", "beta")
                        .state("d");

        assertThat(only(Code.MISSING_BIAS_CORRECTION, rule))
                .containsExactly("missing-bias-correction s");
    }

    static Stream<String> correctedUpdates() {
        return Stream.of(
                "w -= lr * hat(m)",
                "w -= lr * (0.5*hat(m) + 0.5*m)",
                "w -= lr * unbias(m, beta)",
                "w -= lr * m / (1 - beta^t)",
                "w -= lr * sign(m)",
                "w -= lr * g");
    }

    @ParameterizedTest
    @MethodSource("correctedUpdates")
    void aDeclaredBiasCorrectionThatIsAppliedSomewhereOrNotNeeded(String update) {
        assertThat(
                        only(
                                Code.MISSING_BIAS_CORRECTION,
                                RuleText.bare("m = ema(m, g, beta)", update)
                                        .rate("lr", 1)
                                        .decay("beta", 0.9)
                                        .state("m", "beta")))
                .isEmpty();
    }

    @Test
    void anAverageThatStartsElsewhereNeedsNoCorrection() {
        assertThat(
                        RuleText.bare("m = ema(m, g, beta)", "w -= lr * m")
                                .rate("lr", 1)
                                .decay("beta", 0.9)
                                .state("m", Shape.ELEMENT, "g")
                                .found())
                .isEmpty();
    }

    @Test
    void aBiasCorrectionThatOnlyAPointApplies() {
        assertThat(
                        RuleText.bare("m = ema(m, g, beta)", "w -= lr * m")
                                .rate("lr", 1)
                                .decay("beta", 0.9)
                                .state("m", "beta")
                                .evaluateAt("w - hat(m)")
                                .found())
                .isEmpty();
    }

    static Stream<Arguments> divisions() {
        return Stream.of(
                arguments("w -= lr * g / sqrt(s)", "unguarded-division sqrt(s)"),
                arguments("w -= lr * g / (sqrt(s))", "unguarded-division (sqrt(s))"),
                arguments("w -= lr * g * rsqrt(s)", "unguarded-division s"),
                arguments("w -= lr * g * s^-0.5", "unguarded-division s"),
                arguments("w -= lr * g / norm(g)", "unguarded-division norm(g)"),
                arguments(
                        "w -= lr * g / (abs(g) + sqrt(s))",
                        "unguarded-division (abs(g) + sqrt(s))"),
                arguments(
                        "w -= lr * g / max(sqrt(s), abs(g))",
                        "unguarded-division max(sqrt(s), abs(g))"),
                arguments("w -= lr * g / (eps * sqrt(s))", "unguarded-division (eps * sqrt(s))"),
                arguments("d = sqrt(s); w -= lr * g / d", "unguarded-division d"));
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void aDivisionByWhatCanBeZero(String update, String found) {
        assertThat(only(Code.UNGUARDED_DIVISION, sgd("s += g^2", update).state("s")))
                .containsExactly(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "w -= lr * g / (sqrt(s) + eps)",
                "w -= lr * g / sqrt(s + eps^2)",
                "w -= lr * g / max(sqrt(s), eps)",
                "w -= lr * g / clamp(sqrt(s), eps, 1)",
                "w -= lr * g / (1 + s)",
                "w -= lr * g / (2 * t)",
                "w -= lr * g / (1 - eps^t)",
                "w -= lr * g / exp(s)",
                "w -= lr * where(s > 0, g / s, 0)",
                "w -= lr * g / where(s > 0, s, 1)",
                "d = sqrt(s) + eps; w -= lr * g / d",
            })
    void aDivisionThatIsGuarded(String update) {
        assertThat(only(Code.UNGUARDED_DIVISION, sgd("s += g^2", update).state("s"))).isEmpty();
    }

    @Test
    void aDivisionByTheLearningRate() {
        assertThat(sgd("w -= g / lr + eps").found())
                .containsExactly("division-by-learning-rate lr");
        assertThat(sgd("step = lr * eps", "w -= g / step").found())
                .containsExactly("division-by-learning-rate step");
        assertThat(sgd("w /= 2 * lr", "w -= eps * g").found())
                .containsExactly("division-by-learning-rate lr");
        assertThat(sgd("w -= lr * g / (1 + lr*eps)").found()).isEmpty();
    }

    @Test
    void anEpsilonThatVanishesInFloat() {
        assertThat(vanishing("g / (abs(g) + eps)", 1e-50)).containsExactly("vanishing-epsilon eps");
        assertThat(vanishing("g / sqrt(g^2 + eps^2)", 1e-30))
                .containsExactly("vanishing-epsilon eps^2");
        assertThat(vanishing("g / max(abs(g), eps)", 1e-46))
                .containsExactly("vanishing-epsilon eps");
        assertThat(vanishing("g / (abs(g) + eps + 1e-60)", 1e-8))
                .containsExactly("vanishing-epsilon 1e-60");
        assertThat(vanishing("g / (abs(g) + eps)", 1e-30)).isEmpty();
        assertThat(vanishing("g / (abs(g) + eps)", 0)).isEmpty();
        assertThat(vanishing("g / (norm(g) + eps)", 1e-50)).isEmpty();
    }

    private static List<String> vanishing(String update, double epsilon) {
        return only(
                Code.VANISHING_EPSILON,
                RuleText.bare("w -= lr * " + update).rate("lr", 1).hyper("eps", epsilon));
    }

    @Test
    void aWeightDecayThatAppliesTwice() {
        for (Mode mode : new Mode[] {Mode.L2, Mode.DECOUPLED}) {
            assertThat(
                            RuleText.bare("w -= lr * (g + wd*w)")
                                    .rate("lr", 1)
                                    .weightDecay("wd", mode)
                                    .found())
                    .containsExactly("double-weight-decay wd");
        }
    }

    static Stream<Arguments> scales() {
        return Stream.of(
                arguments("lr * hat(m) / (hat(v) + eps)", "-1"),
                arguments("lr * g / (v + eps)", "-1"),
                arguments("lr * g * v", "3"),
                arguments("lr * g^2", "2"),
                arguments("lr * g / (norm(g)^2 + eps)", "-1"));
    }

    @ParameterizedTest
    @MethodSource("scales")
    void anUpdateWithAStrangePowerOfTheGradient(String update, String power) {
        RuleText rule =
                RuleText.adam("m = ema(m, g, beta1)", "v = ema(v, g^2, beta2)", "w -= " + update);

        assertThat(rule.diagnostics())
                .filteredOn(d -> d.code() == Code.GRADIENT_SCALE)
                .extracting(Diagnostic::message)
                .containsExactly(
                        "this update goes with the gradient's scale to the power of " + power);
    }

    @Test
    void theStateThatWantsARootIsNamed() {
        RuleText rule =
                RuleText.adam(
                        "m = ema(m, g, beta1)",
                        "v = ema(v, g^2, beta2)",
                        "w -= lr * hat(m) / (hat(v) + eps)");

        assertThat(rule.found()).containsExactly("gradient-scale lr * hat(m) / (hat(v) + eps)");
        assertThat(rule.help())
                .isEqualTo("`v` goes with the square of the gradient; take its root: `sqrt(v)`");
    }

    @Test
    void updatesWhoseScaleIsNotClearAreLeftAlone() {
        assertThat(only(Code.GRADIENT_SCALE, sgd("w -= lr * g * exp(g)"))).isEmpty();
        assertThat(only(Code.GRADIENT_SCALE, sgd("w -= lr * clamp(g / (g^2 + eps), -1, 1)")))
                .isEmpty();
        assertThat(only(Code.GRADIENT_SCALE, sgd("w -= lr * (g + eps*w) / (g^2 + eps)"))).isEmpty();
        assertThat(only(Code.GRADIENT_SCALE, sgd("w *= 1 - lr*eps"))).isEmpty();
    }

    @Test
    void aRuleWithAMistakeIsNotWarnedOf() {
        assertThat(sgd("w -= lr * gg / sqrt(g)").found()).containsExactly("unknown-name gg");
        assertThat(sgd("w -= lr * §").found()).containsExactly("unexpected-character §");
    }

    private static List<String> only(Code code, RuleText rule) {
        return rule.diagnostics().stream()
                .filter(d -> d.code() == code)
                .map(d -> d.code().id() + " " + d.span().text())
                .toList();
    }
}
