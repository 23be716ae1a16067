package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optweave.State.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateCheckTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("lr = lr / 2", "assigned-hyperparameter lr"),
                arguments("beta1 *= 2", "assigned-hyperparameter beta1"),
                arguments("g = g / 2", "assigned-gradient g"),
                arguments("t += 1", "assigned-step-number t"),
                arguments("sqrt = g", "assigned-function sqrt"),
                arguments("this = g", "invalid-name this"),
                arguments("x = g; x = m", "assigned-twice x"),
                arguments("x = g; x += m", "assigned-twice x"),
                arguments("sum_of = g; every(2): y = g", "conditional-local y"),
                arguments("total += g", "compound-without-value total"),
                arguments("x = old(g)", "old-of-non-state old(g)"),
                arguments("x = old(m + v)", "old-of-non-state old(m + v)"),
                arguments("y = g; x = old(y)", "old-of-non-state old(y)"),
                arguments("x = hat(g)", "hat-of-non-state hat(g)"),
                arguments("x = hat(m^2)", "hat-of-non-state hat(m^2)"),
                arguments("x = hat(s)", "hat-without-correction s"),
                arguments("every(0): s = g", "period-value 0"),
                arguments("every(2.5): s = g", "period-value 2.5"),
                arguments("every(1 - 2): s = g", "period-value 1 - 2"),
                arguments("every(lr): s = g", "period-value lr"),
                arguments("every(norm(g)): s = g", "period-kind norm(g)"),
                arguments("every(w): s = g", "period-kind w"));
    }

    private static RuleText rule(String equation) {
        return RuleText.adam(
                        equation,
                        "s = ema(s, g, beta2)",
                        "m = ema(m, g, beta1)",
                        "v = ema(v, g^2, beta2)",
                        "w -= lr * (s + hat(m) / (sqrt(hat(v)) + eps))")
                .state("s");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeGivesOneDiagnostic(String equation, String found) {
        assertThat(rule(equation).found()).containsExactly(found);
    }

    @Test
    void whatIsAllowedIsSilent() {
        assertThat(errors(rule("x = old(w) + old(m) + hat(m); every(2*5): s = x"))).isZero();
        assertThat(errors(rule("every(t): s = g"))).isZero();
        assertThat(errors(rule("s *= 2"))).isZero();
    }

    private static long errors(RuleText rule) {
        return rule.diagnostics().stream().filter(d -> d.isError()).count();
    }

    @Test
    void hatNamesTheRateThatTheStateIsAveragedWith() {
        assertThat(rule("x = hat(s)").help())
                .isEqualTo("name its decay rate on the state: `@BiasCorrection(\"beta2\")`");
    }

    @Test
    void theParameterMustBeUpdated() {
        assertThat(RuleText.bare("m = g").state("m").found())
                .containsExactly("parameter-not-updated w");
        assertThat(RuleText.bare("θ = ").named("θ", "g").found())
                .containsExactly("missing-value =");
        assertThat(RuleText.bare("lr * g").rate("lr", 1).found())
                .containsExactly("not-an-equation lr * g");
        assertThat(RuleText.bare("w_t -= lr * g").rate("lr", 1).found())
                .containsExactly("subscript w_t");
    }

    @Test
    void theHelpOfAHyperparameterNamesIt() {
        assertThat(rule("lr = lr / 2").help())
                .isEqualTo(
                        "give the changed value a new name, or schedule `lr` where the optimizer"
                                + " is built");
    }

    static Stream<Arguments> inits() {
        return Stream.of(
                arguments(Shape.ELEMENT, "m", "init-name m"),
                arguments(Shape.ELEMENT, "t", "init-name t"),
                arguments(Shape.ELEMENT, "x", "init-name x"),
                arguments(Shape.ELEMENT, "norm(w)", "init-function norm"),
                arguments(Shape.ELEMENT, "normal()", "init-function normal"),
                arguments(Shape.ELEMENT, "w > 0", "number-expected w > 0"),
                arguments(Shape.STEP, "w", "init-kind w"),
                arguments(Shape.TENSOR, "g^2", "init-kind g"));
    }

    @ParameterizedTest
    @MethodSource("inits")
    void statesStartAsWhatIsKnownBeforeAnyStep(Shape shape, String init, String found) {
        RuleText rule =
                RuleText.bare("x = s", "m = ema(m, g, b)", "w -= lr * (x + m)")
                        .rate("lr", 1)
                        .decay("b", 0.9)
                        .state("m", "b")
                        .state("s", shape, init);

        assertThat(rule.found()).containsExactly(found);
    }

    @Test
    void statesMayStartAsParameterGradientOrHyperparameters() {
        for (String init : new String[] {"w", "g", "g^2", "2*lr", "max(w, 0)", "1"}) {
            assertThat(
                            errors(
                                    RuleText.bare("w -= lr * s")
                                            .rate("lr", 1)
                                            .state("s", Shape.ELEMENT, init)))
                    .as(init)
                    .isZero();
        }
        assertThat(errors(RuleText.bare("w -= lr * s").rate("lr", 1).state("s", Shape.STEP, "lr")))
                .isZero();
    }
}
