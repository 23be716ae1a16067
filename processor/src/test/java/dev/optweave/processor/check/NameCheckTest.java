package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optweave.State.Shape;
import dev.optweave.WeightDecay.Mode;
import dev.optweave.processor.diagnostic.Snippet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NameCheckTest {

    private static final String UPDATE = "w -= lr * hat(m) / (sqrt(hat(v)) + eps)";

    private static RuleText adamWith(String first) {
        return RuleText.adam(
                first,
                "m = ema(m, g, beta1)",
                "v = ema(v, g^2, beta2)",
                "w -= lr * hat(m) / (sqrt(hat(v)) + eps)");
    }

    @Test
    void aMisspeltNameIsRenderedAsTheReadmeShowsIt() {
        RuleText rule = RuleText.adam("m = ema(m, g, betal)", "v = ema(v, g^2, beta2)", UPDATE);

        assertThat(rule.diagnostics()).hasSize(1);
        assertThat(Snippet.render(rule.diagnostics().get(0)))
                .isEqualTo(
                        """
                        [unknown-name] no name `betal` in this rule

                            m = ema(m, g, betal)
                                          ^^^^^
                          a decay rate with a similar name exists: `beta1`""");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        "x = Lr",
                        "unknown-name Lr",
                        "a learning rate with a similar name exists: `lr`"),
                arguments(
                        "x = epss",
                        "unknown-name epss",
                        "a hyperparameter with a similar name exists: `eps`"),
                arguments("x = mm", "unknown-name mm", "a state with a similar name exists: `m`"),
                arguments(
                        "x = momentum",
                        "unknown-name momentum",
                        "names are declared by methods, as in `@Hyper(1e-8) double momentum();`"),
                arguments(
                        "x = θ",
                        "unknown-name θ",
                        "the parameter is `w`; to rename it, `@OptimizerRule(parameter = \"θ\")`"),
                arguments(
                        "x = dL",
                        "unknown-name dL",
                        "the gradient is `g`; to rename it, `@OptimizerRule(gradient = \"dL\")`"),
                arguments(
                        "x = step",
                        "unknown-name step",
                        "the step number is `t`, 1 on the first step"),
                arguments("x = α", "unknown-name α", "the learning rate is `lr`"),
                arguments("x = mHat", "unknown-name mHat", "write `hat(m)`"),
                arguments(
                        "x = m_prev",
                        "unknown-name m_prev",
                        "the value at the start of the step is `old(m)`"),
                arguments(
                        "x = m_t",
                        "subscript m_t",
                        "write `m`: a name stands for its latest value"),
                arguments(
                        "m_t = g",
                        "subscript m_t",
                        "write `m`: a name stands for its latest value"),
                arguments("x = m\u0302", "hat-accent m\u0302", "write `hat(m)`"),
                arguments("x = foo(g)", "unknown-function foo", ""),
                arguments("x = sqr(g)", "unknown-function sqr", "powers are written `^`: `x^2`"),
                arguments(
                        "x = sqrtt(g)",
                        "unknown-function sqrtt",
                        "a function with a similar name exists: `sqrt`"),
                arguments(
                        "x = clip(g, 0, 1)",
                        "unknown-function clip",
                        "the function is called `clamp(x, low, high)`"),
                arguments("x = ema(m, g)", "argument-count ema(m, g)", "write `ema(s, x, β)`"),
                arguments("x = sqrt()", "argument-count sqrt()", "write `sqrt(x)`"),
                arguments("x = sqrt * g", "function-as-value sqrt", "call it: `sqrt(x)`"),
                arguments("x = m(g + 1)", "value-as-function m", "to multiply, write `m*(g + 1)`"),
                arguments(
                        "x = lr(t)",
                        "value-as-function lr",
                        "write `lr`: a name stands for its value at this step"),
                arguments(
                        "x = x + 1",
                        "used-in-own-assignment x",
                        "if it should last from step to step, declare a state: `@State Slot x();`"),
                arguments(
                        "x = y; y = 2",
                        "used-before-assigned y",
                        "move the equation that assigns it up"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesAreKnownAndUsedAsWhatTheyAre(String equation, String found, String help) {
        assertThat(adamWith(equation).found()).containsExactly(found);
        assertThat(adamWith(equation).help()).isEqualTo(help);
    }

    @Test
    void argumentCountsAreToldInWords() {
        assertThat(adamWith("x = sqrt(g, g)").diagnostics().get(0).message())
                .isEqualTo("`sqrt` takes 1 argument, not 2");
    }

    @Test
    void aNameIsToldOfOnce() {
        RuleText rule = adamWith("x = ema(betal, betal, lr) + betal; y = x * betal");

        assertThat(rule.found()).containsExactly("unknown-name betal");
    }

    @Test
    void severalMistakesAreToldInOneGo() {
        RuleText rule =
                RuleText.adam(
                        "m = ema(m, g, betal)",
                        "v = ema(v, g**2, beta2)",
                        "w -= lr * hat(mm) / (sqt(hat(v)) + eps");

        assertThat(rule.found())
                .containsExactly(
                        "power-operator **", "unclosed-parenthesis (", "unknown-name betal");
    }

    @Test
    void theParameterHasOneNameOnly() {
        RuleText unnamed = RuleText.bare("θ -= lr * g").rate("lr", 1);
        assertThat(unnamed.found()).containsExactly("unknown-name θ");
        RuleText assigned = RuleText.bare("θ = θ - lr * g").rate("lr", 1);
        assertThat(assigned.found()).containsExactly("unknown-name θ");

        RuleText renamed = RuleText.bare("w -= lr * dL").rate("lr", 1).named("θ", "dL");
        assertThat(renamed.found()).containsExactly("unknown-name w");
        assertThat(renamed.help()).isEqualTo("the parameter is `θ`");
        assertThat(RuleText.bare("θ -= lr * g").rate("lr", 1).named("θ", "dL").found())
                .containsExactly("unknown-name g");
        assertThat(RuleText.bare("θ -= lr * dL").rate("lr", 1).named("θ", "dL").found()).isEmpty();
    }

    @Test
    void aMisspeltTargetIsNoNewLocal() {
        RuleText rule = adamWith("mm += g");

        assertThat(rule.found()).containsExactly("unknown-name mm");
        assertThat(rule.help()).isEqualTo("a state with a similar name exists: `m`");
    }

    @Test
    void localsAreNotKnownOutsideTheEquations() {
        RuleText rule = RuleText.bare("x = lr * g", "w -= x").rate("lr", 1).evaluateAt("w + x");

        assertThat(rule.found()).containsExactly("unknown-name x");
        assertThat(rule.help()).contains("`x` is a local name of the equations");
    }

    @Test
    void unknownNamesOfInitAreToldOf() {
        RuleText rule =
                RuleText.bare("w -= lr * s").rate("lr", 1).state("s", Shape.ELEMENT, "start");
        assertThat(rule.found()).containsExactly("unknown-name start");

        RuleText call =
                RuleText.bare("w -= lr * s").rate("lr", 1).state("s", Shape.ELEMENT, "max(lr)");
        assertThat(call.found()).containsExactly("argument-count max(lr)");
    }

    @Test
    void theWeightDecayIsFoundByItsUsualNames() {
        RuleText rule =
                RuleText.bare("w -= lr * (g + λ*w)")
                        .rate("lr", 1)
                        .weightDecay("decay", Mode.EXPLICIT);

        assertThat(rule.found()).containsExactly("unknown-name λ");
        assertThat(rule.help()).isEqualTo("the weight decay is `decay`");
    }
}
