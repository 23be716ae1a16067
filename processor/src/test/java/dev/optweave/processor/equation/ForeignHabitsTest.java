package dev.optweave.processor.equation;

import static dev.optweave.processor.equation.Texts.found;
import static dev.optweave.processor.equation.Texts.help;
import static dev.optweave.processor.equation.Texts.trees;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignHabitsTest {

    static Stream<Arguments> habits() {
        return Stream.of(
                arguments(
                        "v = g**2",
                        "power-operator **",
                        "powers are written `^`: `g^2`",
                        "v = (g ^ 2)"),
                arguments(
                        "v = 2m",
                        "implicit-multiplication 2m",
                        "to multiply, write `2*m`",
                        "v = (2 * m)"),
                arguments(
                        "v = 2(x)",
                        "implicit-multiplication 2(x)",
                        "to multiply, write `2*(x)`",
                        "v = (2 * x)"),
                arguments(
                        "v = (a)(b)",
                        "implicit-multiplication (a)(b)",
                        "to multiply, write `(a)*(b)`",
                        "v = ?"),
                arguments(
                        "v = a + lr m",
                        "implicit-multiplication lr m",
                        "to multiply, write `lr*m`",
                        "v = (a + ?)"),
                arguments(
                        "w -= lr * hat m",
                        "implicit-multiplication hat m",
                        "to call `hat`, write `hat(m)`",
                        "w -= (lr * ?)"),
                arguments(
                        "x = abs(sqrt v)",
                        "implicit-multiplication sqrt v",
                        "to call `sqrt`, write `sqrt(v)`",
                        "x = ?"),
                arguments(
                        "v = 2m^2",
                        "implicit-multiplication 2m^2",
                        "to multiply, write `2*m^2`",
                        "v = (2 * (m ^ 2))"),
                arguments("m == g", "equality-for-assignment ==", "write `m = …`", "m = g"),
                arguments("c = a && b", "logical-operator &&", "write `and`", "c = (a and b)"),
                arguments("c = a | b", "logical-operator |", "write `or`", "c = ?"),
                arguments("c = !a", "logical-operator !", "write `not`", "c = (not a)"),
                arguments("c = a AND b", "logical-operator AND", "write `and`", "c = (a and b)"),
                arguments(
                        "x = a ? b : c",
                        "conditional-operator ?",
                        "write `where(a, b, c)`",
                        "x = where(a, b, c)"),
                arguments(
                        "x = b if a else c",
                        "conditional-operator if",
                        "write `where(a, b, c)`",
                        "x = where(a, b, c)"),
                arguments(
                        "x = Math.sqrt(v + e)",
                        "qualified-name Math.sqrt",
                        "write `sqrt(v + e)`",
                        "x = sqrt((v + e))"),
                arguments(
                        "x = Math.pow(v, 2)",
                        "qualified-name Math.pow",
                        "powers are written `^`: `x^y`",
                        "x = ?"),
                arguments("x = m.sqrt()", "qualified-name m.sqrt", "write `sqrt(m)`", "x = ?"),
                arguments("x = self.m", "qualified-name self.m", "write `m`", "x = m"),
                arguments(
                        "x = m[t]",
                        "subscript m[t]",
                        "write `m`: a name stands for its latest value",
                        "x = m"),
                arguments(
                        "x = g[0]",
                        "subscript g[0]",
                        "equations hold for every element: write `g`",
                        "x = g"),
                arguments(
                        "w[i] -= g",
                        "subscript w[i]",
                        "equations hold for every element: write `w`",
                        "w -= g"),
                arguments(
                        "m_{t} = g",
                        "subscript m_{t}",
                        "write `m`: a name stands for its latest value",
                        "m = g"),
                arguments(
                        "x = m_{t-1}",
                        "subscript m_{t-1}",
                        "write `m` for the value so far, `old(m)` for the one at the start of the step",
                        "x = m"),
                arguments("x = β₁", "subscript β₁", "write `β1`", "x = β1"),
                arguments("x = a++", "increment ++", "write `a += 1`", "x = ?"),
                arguments("x = a--b", "increment --", "write `a - (-b)`", "x = (a + b)"),
                arguments(
                        "x = a·b",
                        "multiplication-sign ·",
                        "multiplication is written `*`",
                        "x = (a * b)"),
                arguments(
                        "x = a×b",
                        "multiplication-sign ×",
                        "multiplication is written `*`",
                        "x = (a * b)"),
                arguments("x = a÷b", "division-sign ÷", "division is written `/`", "x = (a / b)"),
                arguments("x = a − b", "minus-sign −", "write `-`", "x = (a - b)"),
                arguments("x = √v", "root-sign √", "write `sqrt(v)`", "x = sqrt(v)"),
                arguments(
                        "x = √(v + e)", "root-sign √", "write `sqrt(v + e)`", "x = sqrt((v + e))"),
                arguments("x = g²", "superscript ²", "write `g^2`", "x = (g ^ 2)"),
                arguments("x = a ≤ b", "comparison-sign ≤", "write `<=`", "x = (a <= b)"),
                arguments(
                        "x = +a",
                        "unary-plus +",
                        "to add to the target, write `+=`; otherwise leave it out",
                        "x = a"),
                arguments(
                        "x = a % b",
                        "remainder-operator %",
                        "for a statement that runs on every k-th step, write `every(k): x = e`",
                        "x = ?"),
                arguments("x = a @ b", "matrix-product @", "", "x = ?"),
                arguments(
                        "x = {a + b} * c",
                        "grouping-bracket {",
                        "group with parentheses: `(` and `)`",
                        "x = ((a + b) * c)"),
                arguments(
                        "let x = 2",
                        "foreign-keyword let",
                        "a new name needs no word before it: remove it",
                        "x = 2"),
                arguments(
                        "final double x = 2",
                        "foreign-keyword final",
                        "a new name needs no word before it: remove it",
                        "x = 2"),
                arguments("x := 2", "foreign-assignment :=", "write `x = …`", "x = 2"),
                arguments("x <- a", "foreign-assignment <-", "write `=`", "x = a"),
                arguments("w - = a", "foreign-assignment - =", "write `-=`", "w -= a"),
                arguments(
                        "x ^= 2",
                        "foreign-assignment ^=",
                        "assignments are written `=`, `+=`, `-=`, `*=` or `/=`",
                        "x = 2"),
                arguments("x = a # why", "foreign-comment #", "comments start with `//`", "x = a"),
                arguments(
                        "x = a /* why */",
                        "foreign-comment /*",
                        "comments start with `//`",
                        "x = a"));
    }

    @ParameterizedTest
    @MethodSource("habits")
    void isNamedAndReadAsWhatItMeans(String text, String piece, String help, String tree) {
        assertThat(found(text)).containsExactly(piece);
        assertThat(help(text)).isEqualTo(help);
        assertThat(trees(text)).containsExactly(tree);
    }

    @Test
    void twoValuesInACallMayHaveLostTheirComma() {
        assertThat(found("x = f(a b)")).containsExactly("implicit-multiplication a b");
        assertThat(help("x = f(a b)"))
                .isEqualTo("to multiply, write `a*b`; to separate arguments, `a, b`");
        assertThat(trees("x = f(a b)")).containsExactly("x = ?");
    }

    @Test
    void comparisonsThatAreChainedAreOneMistake() {
        assertThat(found("x = a < b < c <= d")).containsExactly("chained-comparison <");
        assertThat(trees("x = a < b < c")).containsExactly("x = ?");
    }

    @Test
    void anAssignmentInAnExpressionIsNamed() {
        assertThat(found("x = where(a = 0, b, c)")).containsExactly("assignment-in-expression =");
        assertThat(found("m = v = 0")).containsExactly("assignment-in-expression =");
    }

    @Test
    void aFactorIsNoLineOfItsOwn() {
        assertThat(found("2m = 3")).containsExactly("implicit-multiplication 2m");
        assertThat(found("v = 2 m = 3")).containsExactly("missing-separator m");
    }

    @Test
    void severalHabitsInOneEquationAreAllNamed() {
        assertThat(found("x = 2m·√v − g²"))
                .containsExactly(
                        "implicit-multiplication 2m",
                        "multiplication-sign ·",
                        "root-sign √",
                        "minus-sign −",
                        "superscript ²");
    }
}
