package dev.optweave.processor.equation;

import static dev.optweave.processor.equation.Texts.found;
import static dev.optweave.processor.equation.Texts.parse;
import static dev.optweave.processor.equation.Texts.trees;
import static dev.optweave.processor.equation.Texts.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + b - c            | ((a + b) - c)",
                "a - b * c / d        | (a - ((b * c) / d))",
                "a ^ b ^ c            | (a ^ (b ^ c))",
                "-x^2                 | (-(x ^ 2))",
                "2^-x                 | (2 ^ (-x))",
                "2^-x^3               | (2 ^ (-(x ^ 3)))",
                "-a * b               | ((-a) * b)",
                "a * -b               | (a * (-b))",
                "a - -b               | (a - (-b))",
                "a < b + 1            | (a < (b + 1))",
                "a == b and c != d    | ((a == b) and (c != d))",
                "a or b and c         | (a or (b and c))",
                "not a < b            | (not (a < b))",
                "not a and b          | ((not a) and b)",
                "not (a or b)         | (not (a or b))",
                "(a + b) * c          | ((a + b) * c)",
                "where(a > 0, -b, c)  | where((a > 0), (-b), c)",
                "all(sum(x^2))        | all(sum((x ^ 2)))",
                "normal()             | normal()",
                "1e-8 + .5            | (1.0E-8 + 0.5)",
                "1. + 2E3             | (1 + 2000)",
                "β1 * θ               | (β1 * θ)",
            })
    void operatorsBindAsOnPaper(String text, String tree) {
        assertThat(value(text)).isEqualTo(tree);
        assertThat(found("x = " + text)).isEmpty();
    }

    @Test
    void statementsEndAtSemicolonsAndLineBreaks() {
        assertThat(trees("a = 1; b += 2\nc -= 3;\n\n d *= 4 // and e\r\ne /= 5;"))
                .containsExactly("a = 1", "b += 2", "c -= 3", "d *= 4", "e /= 5");
    }

    @Test
    void aLineBreakInParenthesesEndsNothing() {
        assertThat(trees("w -= lr * (\n  a // first\n  + b)\nx = ema(m,\n\n g, b)"))
                .containsExactly("w -= (lr * (a + b))", "x = ema(m, g, b)");
    }

    @Test
    void everyTakesAPeriod() {
        assertThat(trees("every(2*k): w = slow\nevery(3):\n  x += 1"))
                .containsExactly("every((2 * k)): w = slow", "every(3): x += 1");
    }

    @Test
    void aCommentAloneIsNoMistake() {
        assertThat(parse("// nothing yet").value()).isEmpty();
        assertThat(found("// nothing yet")).isEmpty();
    }

    @Test
    void spansCoverTheWholePieceAndItsParentheses() {
        Statement statement = parse("  w -= lr * (a + b) / hat(m) ").value().get(0);

        assertThat(statement.span().text()).isEqualTo("w -= lr * (a + b) / hat(m)");
        assertThat(statement.target().span().text()).isEqualTo("w");
        Expr.Binary quotient = (Expr.Binary) statement.value();
        assertThat(quotient.span().text()).isEqualTo("lr * (a + b) / hat(m)");
        assertThat(quotient.operatorSpan().text()).isEqualTo("/");
        Expr.Binary product = (Expr.Binary) quotient.left();
        assertThat(product.right().span().text()).isEqualTo("(a + b)");
        Expr.Call hat = (Expr.Call) quotient.right();
        assertThat(hat.span().text()).isEqualTo("hat(m)");
        assertThat(hat.functionSpan().text()).isEqualTo("hat");
    }

    @Test
    void anExpressionMaySpanLines() {
        assertThat(expression("w\n + rho*s\n").value().map(Texts::tree))
                .contains("(w + (rho * s))");
        assertThat(expression("w + rho*s").diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | empty-expression",
                "w = x      | point-is-equation",
                "w + x) + 2 | unopened-parenthesis",
                "w + (x     | unclosed-parenthesis",
                "w §        | unexpected-character",
            })
    void anExpressionWithAMistakeIsNone(String text, String code) {
        Parsed<?> parsed = expression(text);

        assertThat(parsed.value()).isEqualTo(Optional.empty());
        assertThat(parsed.diagnostics()).extracting(d -> d.code().id()).containsExactly(code);
    }

    private static Parsed<Optional<Expr>> expression(String text) {
        return Parser.expression(new Source(new Place.GradientPoint(), text));
    }

    @Test
    void nothingIsTooDeepForTheStack() {
        for (String text :
                new String[] {
                    "(".repeat(30_000),
                    "- ".repeat(20_000) + "a",
                    "a" + "^a".repeat(20_000),
                    "a" + " + a".repeat(10_000),
                    "not ".repeat(10_000) + "a"
                }) {
            assertThat(parse("x = " + text).diagnostics())
                    .extracting(d -> d.code().id())
                    .containsExactly("too-long");
        }
        assertThat(found("x = a" + " + a".repeat(1_000))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "=",
                "x =",
                "x = (",
                ")",
                "every",
                "every(",
                "every(2",
                "every(2):",
                "x = a ?",
                "x = a ? b",
                "x = a ? b :",
                "x = a if",
                "x[",
                "x_{",
                "x.",
                "x..y = 2",
                "x = .",
                ";;;",
                "x = √",
                "²",
                "x = ²",
                "x = a.b.",
                "\\",
                "\"",
                "x = 1e",
                "x = [1, 2]",
                "{",
                "}",
                "::",
                "x = f(",
                "x = f(,",
                "x = f(a",
                "x = f(a,",
                "not",
                "x = not",
                "x = and",
                "++",
                "x++ ++",
                "let",
                "let x",
                "if",
                "x = if",
                "#",
                "/*",
                "x = a /* b",
                "𝜃 = 𝜃",
                "\u0000",
                "\ud800",
                "x = a @",
                "x -= - - -",
                "x < = 3",
                "x <- ",
                "w - =",
                "every(k) : : x = 2",
                "√x = 2"
            })
    void whateverIsWrittenIsReadWithoutFailing(String text) {
        Parsed<?> statements = parse(text);
        Parsed<?> expression = expression(text);

        assertThat(statements.diagnostics()).isNotNull();
        assertThat(expression.diagnostics()).isNotNull();
    }
}
