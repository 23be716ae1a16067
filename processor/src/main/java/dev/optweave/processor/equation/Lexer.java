package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Token.Type;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Cuts a text into tokens. Symbols of other languages are tokens too, so that the parser can say
 * what to write instead.
 */
final class Lexer {

    /** Longest first: the first that fits is taken. */
    private static final List<String> SYMBOLS =
            List.of(
                    "**=", "===", "!==", "**", "++", "--", "&&", "||", "==", "!=", "<=", ">=", "+=",
                    "-=", "*=", "/=", "^=", "%=", ":=", "+", "-", "*", "/", "^", "<", ">", "=", "!",
                    "&", "|", "?", ":", "(", ")", "[", "]", "{", "}", ",", ".", "%", "@", "~", "·",
                    "×", "⋅", "∗", "⊙", "∘", "÷", "⁄", "−", "–", "√", "∛", "≤", "≥", "≠", "∧", "∨",
                    "¬", "←", "≔");

    private static final Pattern FRACTIONAL = Pattern.compile("[.eE]");
    private static final Pattern SUFFIX = Pattern.compile("[fFdDlL]");
    private static final Pattern GROUPED = Pattern.compile("_[0-9_]+");

    static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String GRADIENT_HELP = "the gradient has a name, `g` unless it is renamed";

    /** What papers write with characters that are neither operators nor parts of names here. */
    private static final Map<String, String> MATHEMATICS =
            Map.of(
                    "∇", GRADIENT_HELP,
                    "∂", GRADIENT_HELP,
                    "‖", "norms are written `norm(x)`",
                    "∥", "norms are written `norm(x)`",
                    "∑", "sums are written `sum(x)`",
                    "½", "write `0.5`",
                    "∆", "name the difference with letters, such as `delta` or the Greek `Δ`",
                    "∞", "leave the bound out, or use `maxabs(x)` for the norm");

    static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int position;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** The tokens of a text; the last is its end. */
    static Parsed<List<Token>> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        while (lexer.position < lexer.text.length()) {
            lexer.next();
        }
        lexer.add(Type.END, lexer.position);
        return new Parsed<>(List.copyOf(lexer.tokens), lexer.diagnostics);
    }

    private void next() {
        int start = position;
        int character = text.codePointAt(position);
        if (character == '\n' || character == '\r' || character == ';') {
            position++;
            add(Type.SEPARATOR, start);
        } else if (Character.isWhitespace(character) || Character.isSpaceChar(character)) {
            position += Character.charCount(character);
        } else if (text.startsWith("//", position)) {
            skipLine();
        } else if (character == '#' || text.startsWith("/*", position)) {
            foreignComment(character == '#' ? "#" : "/*");
        } else if (isDigit(character) || character == '.' && isDigit(at(position + 1))) {
            number();
        } else if (Character.isJavaIdentifierStart(character)) {
            name();
            add(Type.NAME, start);
        } else if (!symbol(start)) {
            other(start, character);
        }
    }

    private void name() {
        while (Character.isJavaIdentifierPart(at(position)) && at(position) > 0) {
            position += Character.charCount(at(position));
        }
    }

    private void number() {
        int start = position;
        digits();
        if (at(position) == '.') {
            position++;
            digits();
        }
        exponent();
        int end = position;
        boolean malformed = numberTail(start);
        Span span = span(start);
        if (malformed) {
            report(Diagnostic.of(Code.MALFORMED_NUMBER, span, span.text()));
            tokens.add(new Token(Type.ERROR, span));
            return;
        }
        String digits = text.substring(start, end);
        double value = Double.parseDouble(digits);
        boolean vanished = value == 0 && digits.split("[eE]", 2)[0].matches(".*[1-9].*");
        if (Double.isInfinite(value) || vanished) {
            report(
                    Diagnostic.of(
                                    Code.NUMBER_OUT_OF_RANGE,
                                    span,
                                    digits,
                                    vanished ? "small" : "large")
                            .withHelp(
                                    vanished
                                            ? "the smallest above 0 is 4.9e-324"
                                            : "the largest is 1.8e308"));
            tokens.add(new Token(Type.ERROR, span));
        } else {
            tokens.add(new Token(Type.NUMBER, span));
        }
    }

    private void exponent() {
        if (at(position) != 'e' && at(position) != 'E') {
            return;
        }
        int sign = at(position + 1) == '+' || at(position + 1) == '-' ? 1 : 0;
        if (isDigit(at(position + 1 + sign))) {
            position += 1 + sign;
            digits();
        }
    }

    /** Takes in what belongs to the number but may not, such as a second point or a suffix. */
    private boolean numberTail(int start) {
        int end = position;
        boolean hexadecimal = text.regionMatches(true, start, "0x", 0, 2);
        boolean fractional = FRACTIONAL.matcher(text.substring(start, end)).find();
        int tail = position;
        while (at(tail) > 0 && Character.isJavaIdentifierPart(at(tail))) {
            tail += Character.charCount(at(tail));
        }
        String letters = text.substring(end, tail);
        boolean suffix = fractional && SUFFIX.matcher(letters).matches();
        boolean grouped = GROUPED.matcher(letters).matches();
        boolean brokenExponent = letters.equals("e") || letters.equals("E");
        boolean secondPoint = at(end) == '.';
        if (secondPoint) {
            while (isDigit(at(position)) || at(position) == '.') {
                position++;
            }
        } else if (hexadecimal || suffix || grouped || brokenExponent) {
            position = tail;
            brokenExponentSign(brokenExponent);
        } else {
            return false;
        }
        return true;
    }

    private void brokenExponentSign(boolean brokenExponent) {
        if (brokenExponent && (at(position) == '-' || at(position) == '+')) {
            position++;
        }
    }

    private void digits() {
        while (isDigit(at(position))) {
            position++;
        }
    }

    private boolean symbol(int start) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                position += symbol.length();
                add(Type.SYMBOL, start);
                return true;
            }
        }
        return false;
    }

    private void other(int start, int character) {
        if (SUPERSCRIPTS.indexOf(character) >= 0 || SUBSCRIPTS.indexOf(character) >= 0) {
            String all = SUPERSCRIPTS.indexOf(character) >= 0 ? SUPERSCRIPTS : SUBSCRIPTS;
            while (at(position) > 0 && all.indexOf(at(position)) >= 0) {
                position++;
            }
            add(Type.SYMBOL, start);
            return;
        }
        if (character == '"' || character == '\'' || character == '`') {
            string(start, character);
            return;
        }
        if (character == '\\') {
            position++;
            name();
            report(Diagnostic.of(Code.LATEX, span(start), span(start).text()));
        } else {
            position += Character.charCount(character);
            unexpected(start);
        }
        add(Type.ERROR, start);
    }

    private void unexpected(int start) {
        String character = span(start).text();
        Diagnostic diagnostic = Diagnostic.of(Code.UNEXPECTED_CHARACTER, span(start), character);
        String help = MATHEMATICS.get(character);
        report(help == null ? diagnostic : diagnostic.withHelp(help));
    }

    private void string(int start, int quote) {
        int end = text.indexOf(quote, position + 1);
        int line = lineEnd();
        if (end >= 0 && end < line) {
            position = end + 1;
            report(Diagnostic.of(Code.STRING_LITERAL, span(start)));
        } else {
            position++;
            report(Diagnostic.of(Code.UNEXPECTED_CHARACTER, span(start), span(start).text()));
        }
        add(Type.ERROR, start);
    }

    private void foreignComment(String opening) {
        int start = position;
        position += opening.length();
        report(Diagnostic.of(Code.FOREIGN_COMMENT, span(start), opening));
        add(Type.SEPARATOR, start);
        int close = text.indexOf("*/", position);
        if (opening.equals("/*") && close >= 0) {
            position = close + 2;
        } else {
            skipLine();
        }
    }

    private void skipLine() {
        position = lineEnd();
    }

    private int lineEnd() {
        int end = position;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private void add(Type type, int start) {
        tokens.add(new Token(type, span(start)));
    }

    private void report(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    private Span span(int start) {
        return new Span(source, start, position);
    }

    /** The character at an offset, or 0 behind the end. */
    private int at(int offset) {
        return offset < text.length() ? text.codePointAt(offset) : 0;
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
