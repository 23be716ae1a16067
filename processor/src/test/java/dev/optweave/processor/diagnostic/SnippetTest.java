package dev.optweave.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import dev.optweave.processor.source.Span;
import org.junit.jupiter.api.Test;

class SnippetTest {

    @Test
    void rendersMessageLineCaretsAndHelp() {
        Diagnostic diagnostic =
                Diagnostic.of(Code.UNKNOWN_NAME, span("m = ema(m, g, betal)", "betal"), "betal")
                        .withHelp("a decay rate with a similar name exists: `beta1`");

        assertThat(Snippet.render(diagnostic))
                .isEqualTo(
                        """
                        [unknown-name] no name `betal` in this rule

                            m = ema(m, g, betal)
                                          ^^^^^
                          a decay rate with a similar name exists: `beta1`""");
    }

    @Test
    void leavesOutHelpThatThereIsNot() {
        Diagnostic diagnostic =
                Diagnostic.of(Code.UNKNOWN_FUNCTION, span("x = foo(1)", "foo"), "foo");

        assertThat(Snippet.render(diagnostic))
                .isEqualTo("[unknown-function] no function `foo`\n\n    x = foo(1)\n        ^^^");
    }

    @Test
    void showsTheLineOfATextBlockWithItsIndentationNormalized() {
        Span span = span("m = g\n\t      v = betal * 2   \nw -= m", "betal");

        assertThat(picture(span)).isEqualTo("    v = betal * 2\n        ^^^^^");
    }

    @Test
    void underlinesAPieceThatGoesOnToTheEndOfItsFirstLine() {
        Span span = span("x = (a\n  + b)", "(a\n  + b)");

        assertThat(picture(span)).isEqualTo("    x = (a\n        ^^");
    }

    @Test
    void underlinesAnEmptyPieceWithOneCaret() {
        Source source = new Source(new Place.Equation(0), "x = ");

        assertThat(picture(new Span(source, 4, 4))).isEqualTo("    x =\n       ^");
    }

    @Test
    void countsCharactersAsATerminalShowsThem() {
        assertThat(picture(span("θ̂ = betal", "betal"))).isEqualTo("    θ̂ = betal\n        ^^^^^");
        assertThat(picture(span("𝜃 = betal", "betal"))).isEqualTo("    𝜃 = betal\n        ^^^^^");
        assertThat(picture(span("学 = betal", "betal"))).isEqualTo("    学 = betal\n         ^^^^^");
        assertThat(picture(span("x =\tbetal", "betal")))
                .isEqualTo("    x =\tbetal\n       \t^^^^^");
    }

    @Test
    void showsNoLineOfADeclaration() {
        Source source = new Source(new Place.Method("m", "BiasCorrection", "value"), "beta3");
        Diagnostic diagnostic = Diagnostic.of(Code.RESERVED_NAME, source.whole(), "t", "that");

        assertThat(Snippet.render(diagnostic))
                .isEqualTo(
                        "[reserved-name] the name `t` is taken: it is that\n  choose another name");
    }

    @Test
    void showsNoLineOfAnEmptyText() {
        Source source = new Source(new Place.Equation(0), "  ");

        assertThat(Snippet.render(Diagnostic.of(Code.EMPTY_EQUATION, source.whole())))
                .doesNotContain("^");
    }

    private static String picture(Span span) {
        Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_FUNCTION, span, "x");
        return Snippet.render(diagnostic).split("\n\n", 2)[1];
    }

    private static Span span(String text, String piece) {
        Source source = new Source(new Place.Equation(0), text);
        int start = text.indexOf(piece);
        return new Span(source, start, start + piece.length());
    }
}
