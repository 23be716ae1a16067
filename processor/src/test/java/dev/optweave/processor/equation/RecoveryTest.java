package dev.optweave.processor.equation;

import static dev.optweave.processor.equation.Texts.found;
import static dev.optweave.processor.equation.Texts.help;
import static dev.optweave.processor.equation.Texts.trees;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecoveryTest {

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("x = (a + b", "unclosed-parenthesis ("),
                arguments("x = ema(m, g", "unclosed-parenthesis ("),
                arguments("x = ema(m; g)", "unclosed-parenthesis ("),
                arguments("x = a) + b", "unopened-parenthesis )"),
                arguments("x = a +", "missing-operand +"),
                arguments("x = a +\n b", "missing-operand +"),
                arguments("x = a\n + b", "not-an-equation +"),
                arguments("x = * a", "missing-operand ="),
                arguments("x = a * / b", "missing-operand *"),
                arguments("x = f(a,, b)", "missing-operand ,"),
                arguments("x = f(a, )", "missing-operand ,"),
                arguments("x = ()", "missing-operand ()"),
                arguments("x = a and", "missing-operand and"),
                arguments("x =", "missing-value ="),
                arguments("= a", "missing-target ="),
                arguments("a + b", "not-an-equation a + b"),
                arguments("ema(m, g, b)", "not-an-equation ema(m, g, b)"),
                arguments("hat(m) = a", "assignment-target hat(m)"),
                arguments("2*m = a", "assignment-target 2*m"),
                arguments("3 = a", "assignment-target 3"),
                arguments("x = 1 y = 2", "missing-separator y"),
                arguments("if (a > 0) x = 2", "foreign-keyword if"),
                arguments("x = if a then b", "foreign-keyword if"),
                arguments("return x", "foreign-keyword return"),
                arguments("every 2: x = 3", "malformed-every every"),
                arguments("every(2) x = 3", "malformed-every every(2)"),
                arguments("x = 1.2.3", "malformed-number 1.2.3"),
                arguments("x = 1e-", "malformed-number 1e-"),
                arguments("x = 0x1F", "malformed-number 0x1F"),
                arguments("x = 1_000", "malformed-number 1_000"),
                arguments("x = 0.9f", "malformed-number 0.9f"),
                arguments("x = 1e999", "number-out-of-range 1e999"),
                arguments("x = 1e-999", "number-out-of-range 1e-999"),
                arguments("x = \"beta1\"", "string-literal \"beta1\""),
                arguments("x = a § b", "unexpected-character §"),
                arguments("x = m'", "unexpected-character '"),
                arguments("x = \\frac{a}{b}", "latex \\frac"),
                arguments("x = |a|", "unexpected-symbol |"),
                arguments("x = a : b", "unexpected-symbol :"),
                arguments("t++", "increment ++"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void oneMistakeGivesOneDiagnostic(String text, String found) {
        assertThat(found(text)).containsExactly(found);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void theEquationsAfterAMistakeAreStillRead(String text, String found) {
        assertThat(found(text + "\ny = a b")).containsExactly(found, "implicit-multiplication a b");
        assertThat(trees(text + "\ny = 2").get(trees(text + "\ny = 2").size() - 1))
                .isEqualTo("y = 2");
    }

    @Test
    void anEmptyTextIsAMistake() {
        assertThat(found("")).containsExactly("empty-equation ");
        assertThat(found(" \n ")).hasSize(1);
    }

    @Test
    void aStatementThatIsGivenUpKeepsItsTarget() {
        assertThat(trees("m = ema(m, g")).containsExactly("m = ?");
        assertThat(trees("w -= lr * %")).containsExactly("w -= ?");
        assertThat(trees("if (a > 0) w = 2")).containsExactly("w = ?");
        assertThat(trees("every 2: w = 2")).containsExactly("w = ?");
        assertThat(trees("a + b")).containsExactly(Statement.UNKNOWN_TARGET + " = ?");
    }

    @Test
    void aPeriodNeedsAnEquation() {
        assertThat(found("every(2):")).containsExactly("malformed-every every(2)");
        assertThat(found("every(2):\n")).containsExactly("malformed-every every(2)");
    }

    @Test
    void linesThatContinueAreToldToUseParentheses() {
        assertThat(List.of(help("x = a +\n b"), help("x = a\n + b")))
                .containsOnly(
                        "an equation ends with its line: put parentheses around what spans"
                                + " several");
    }

    @Test
    void anUnclosedParenthesisDoesNotSwallowTheNextEquation() {
        assertThat(trees("m = ema(m, g, b\nv = a\nw -= v"))
                .containsExactly("m = ?", "v = a", "w -= v");
    }
}
