package dev.optweave.processor.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.optweave.State.Shape;
import dev.optweave.processor.diagnostic.Diagnostic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KindCheckTest {

    /** A rule with a state of every shape: e per element, n per tensor, s per step. */
    private static RuleText rule(String equation) {
        return RuleText.bare(equation, "w -= lr * (g + e + n + s)")
                .rate("lr", 1)
                .decay("b", 0.9)
                .state("e")
                .state("n", Shape.TENSOR, "1")
                .state("s", Shape.STEP, "1");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("n = ema(n, g, b)", "needs-reduction ema(n, g, b)"),
                arguments("n += w", "needs-reduction w"),
                arguments("s = g^2", "needs-reduction g^2"),
                arguments("s = norm(g)", "needs-all norm(g)"),
                arguments("s = n", "needs-all n"),
                arguments("x = sum(lr)", "reduction-of-scalar lr"),
                arguments("x = norm(norm(g))", "reduction-of-scalar norm(g)"),
                arguments("x = dot(s, n)", "reduction-of-scalar s, n"),
                arguments("x = all(g)", "all-without-reduction all(g)"),
                arguments("x = all(sqrt(sum(g)))", "all-without-reduction all(sqrt(sum(g)))"),
                arguments("x = all(norm(lr))", "reduction-of-scalar lr"),
                arguments("x = unbias(g, e)", "unbias-rate e"),
                arguments("x = unbias(g, norm(g))", "unbias-rate norm(g)"),
                arguments("e = g > 0", "number-expected g > 0"),
                arguments("x = mean(g*e > 0)", "number-expected g*e > 0"),
                arguments("x = (g > 0) * w", "number-expected (g > 0)"),
                arguments("x = -(g > 0)", "number-expected (g > 0)"),
                arguments("x = where(g, 1, 0)", "truth-expected g"),
                arguments("x = not g", "truth-expected g"),
                arguments("x = g > 0 and w", "truth-expected w"),
                arguments("x = where(g > 0, g > 1, 0)", "number-expected g > 1"),
                arguments("x = rows(mean(g))", "unsupported-rows rows"),
                arguments("x = columns(mean(g))", "unsupported-rows columns"),
                arguments("x = matmul(g, g)", "unsupported-matrix matmul"),
                arguments("x = transpose(g)", "unsupported-matrix transpose"),
                arguments("x = orthogonalize(g, 5)", "unsupported-matrix orthogonalize"),
                arguments("x = inverseroot(g, 4)", "unsupported-matrix inverseroot"),
                arguments("x = normal()", "unsupported-random normal"),
                arguments("x = uniform()", "unsupported-random uniform"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeGivesOneDiagnostic(String equation, String found) {
        assertThat(rule(equation).found()).containsExactly(found);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatUsesAMistakeIsNotToldOf(String equation, String found) {
        assertThat(rule(equation + (equation.startsWith("x") ? "; s = x" : "")).found())
                .containsExactly(found);
    }

    static Stream<String> correct() {
        return Stream.of(
                "e = lr",
                "e = norm(g)",
                "n = lr",
                "n = norm(g)",
                "n = all(norm(g))",
                "s = all(norm(g)) + lr*t",
                "n = dot(g, 2)",
                "n = mean(where(g*e > 0, 1, 0))",
                "mask = g*e > 0; n = mean(where(mask and not w < 0, 1, 0))",
                "e = unbias(e, b^2)",
                "e = where(t == 1, g, e)",
                "every(t + 1): e = g");
    }

    @ParameterizedTest
    @MethodSource("correct")
    void valuesBroadcastUpwardAndReduceDownward(String equation) {
        assertThat(rule(equation).diagnostics()).noneMatch(Diagnostic::isError);
    }

    @Test
    void helpNamesTheReductionsToChooseFrom() {
        assertThat(rule("n = ema(n, g, b)").help())
                .isEqualTo(
                        "reduce it with `sum`, `mean`, `norm`, `norm1` or `maxabs`, as in"
                                + " `mean(ema(n, g, b))`");
        assertThat(rule("s = g^2").help())
                .isEqualTo(
                        "reduce it with `sum`, `mean`, `norm`, `norm1` or `maxabs`, inside"
                                + " `all(…)`, as in `all(mean(g^2))`");
        assertThat(rule("s = 2*norm(g)").help())
                .isEqualTo("reduce over all tensors: `all(norm(g))`");
    }

    @Test
    void pointsHaveAValueForEachElement() {
        assertThat(plain().gradientAt("lr").found()).containsExactly("point-kind lr");
        assertThat(plain().evaluateAt("norm(w)").found()).containsExactly("point-kind norm(w)");
        assertThat(plain().evaluateAt("w > 0").found()).containsExactly("number-expected w > 0");
        assertThat(plain().gradientAt("w + lr*g/(norm(g) + 1)").found()).isEmpty();
        assertThat(plain().evaluateAt("w").found()).isEmpty();
    }

    @Test
    void evaluationHasNoGradient() {
        assertThat(plain().evaluateAt("w - lr*g").found()).containsExactly("point-uses-gradient g");
    }

    private static RuleText plain() {
        return RuleText.bare("w -= lr * g").rate("lr", 1);
    }
}
