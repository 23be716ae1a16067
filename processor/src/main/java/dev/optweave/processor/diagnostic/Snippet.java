package dev.optweave.processor.diagnostic;

import dev.optweave.processor.source.Source.Place;
import dev.optweave.processor.source.Span;

/** Renders a diagnostic as text: code and message, the line with its piece underlined, help. */
public final class Snippet {

    private static final String INDENT = "    ";

    /** The longest line that is quoted whole; of longer ones, so much around the piece. */
    private static final int WIDEST = 120;

    private static final String GAP = "…";

    private Snippet() {}

    /** The full text of a diagnostic, from {@code [code] } on, without a line break at the end. */
    public static String render(Diagnostic diagnostic) {
        StringBuilder text = new StringBuilder();
        text.append('[').append(diagnostic.code().id()).append("] ").append(diagnostic.message());
        if (isEquationText(diagnostic.span().source().place())) {
            appendLine(text, diagnostic.span());
        }
        diagnostic.help().ifPresent(help -> text.append("\n  ").append(help.replace("\n", "\n  ")));
        return text.toString();
    }

    /** Whether the place holds the update language, not a name or a number of the declaration. */
    private static boolean isEquationText(Place place) {
        return place instanceof Place.Equation
                || place instanceof Place.Initialization
                || place instanceof Place.GradientPoint
                || place instanceof Place.EvaluationPoint;
    }

    private static void appendLine(StringBuilder text, Span span) {
        String all = span.source().text();
        int lineStart = lineStart(all, span.start());
        int lineEnd = lineEnd(all, span.start());
        int first = lineStart;
        while (first < lineEnd && Character.isWhitespace(all.charAt(first))) {
            first++;
        }
        String line = all.substring(first, lineEnd).stripTrailing();
        if (line.isEmpty()) {
            return;
        }
        int from = Math.max(0, Math.min(span.start() - first, line.length()));
        int to = Math.max(from, Math.min(span.end() - first, line.length()));
        Quote quote = new Quote(line, from, to).shortened();
        text.append("\n\n").append(INDENT).append(quote.line).append('\n').append(INDENT);
        appendPadding(text, quote.line.substring(0, quote.from));
        text.append("^".repeat(Math.max(1, width(quote.line.substring(quote.from, quote.to)))));
    }

    /** A line and the piece of it that is wrong. */
    private record Quote(String line, int from, int to) {

        Quote shortened() {
            if (line.length() <= WIDEST) {
                return this;
            }
            int begin = boundary(from - WIDEST / 2);
            int end = boundary(begin + WIDEST);
            String before = begin > 0 ? GAP : "";
            String after = end < line.length() ? GAP : "";
            int shift = before.length() - begin;
            return new Quote(
                    before + line.substring(begin, end) + after,
                    from + shift,
                    Math.max(from, Math.min(to, end)) + shift);
        }

        /** The nearest offset in the line that splits no character. */
        private int boundary(int offset) {
            int within = Math.max(0, Math.min(offset, line.length()));
            return within > 0
                            && within < line.length()
                            && Character.isLowSurrogate(line.charAt(within))
                    ? within - 1
                    : within;
        }
    }

    private static int lineStart(String text, int offset) {
        int start = offset;
        while (start > 0 && !isLineBreak(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int lineEnd(String text, int offset) {
        int end = offset;
        while (end < text.length() && !isLineBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isLineBreak(char character) {
        return character == '\n' || character == '\r';
    }

    /** Tabs stay tabs, so that the carets stand where the terminal puts the piece. */
    private static void appendPadding(StringBuilder text, String before) {
        before.codePoints().forEach(c -> text.append(c == '\t' ? "\t" : " ".repeat(columns(c))));
    }

    private static int width(String piece) {
        return piece.codePoints().map(Snippet::columns).sum();
    }

    /** The columns that a terminal gives to a character. */
    private static int columns(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        return switch (Character.UnicodeScript.of(codePoint)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> !isHalfWidth(codePoint);
            default -> codePoint >= 0xFF01 && codePoint <= 0xFF60;
        };
    }

    private static boolean isHalfWidth(int codePoint) {
        return codePoint >= 0xFF61 && codePoint <= 0xFFDC;
    }
}
