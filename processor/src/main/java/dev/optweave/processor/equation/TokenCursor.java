package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A place among the tokens of a text, and the mistakes found on the way there. */
final class TokenCursor {

    /** Whatever somebody could have meant as an assignment. */
    static final Set<String> ASSIGNMENTS =
            Set.of("=", "+=", "-=", "*=", "/=", "^=", "**=", "%=", ":=", "←", "≔");

    /**
     * Mistakes in how pieces stand together: a second one in a statement follows from the first.
     */
    private static final Set<Code> STRUCTURAL =
            EnumSet.of(
                    Code.MISSING_OPERAND,
                    Code.MISSING_VALUE,
                    Code.MISSING_SEPARATOR,
                    Code.MALFORMED_EVERY,
                    Code.NOT_AN_EQUATION,
                    Code.ASSIGNMENT_IN_EXPRESSION,
                    Code.CONDITIONAL_OPERATOR,
                    Code.UNARY_PLUS,
                    Code.UNCLOSED_PARENTHESIS,
                    Code.UNOPENED_PARENTHESIS,
                    Code.UNEXPECTED_SYMBOL);

    private final List<Token> tokens;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int index;
    private int parentheses;
    private boolean structureBroken;

    TokenCursor(Parsed<List<Token>> lexed) {
        this.tokens = lexed.value();
        diagnostics.addAll(lexed.diagnostics());
    }

    /** Thrown, and caught at the statement, where the rest of it cannot be understood. */
    static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Abandoned() {
            super("", null, false, false);
        }
    }

    /** The next token; inside parentheses, line breaks do not count. */
    Token peek() {
        if (parentheses > 0) {
            while (tokens.get(index).isLineBreak() && !startsStatement(index + 1)) {
                index++;
            }
        }
        return tokens.get(index);
    }

    Token next() {
        Token token = peek();
        if (token.type() != Token.Type.END) {
            index++;
        }
        return token;
    }

    /** The token that many places behind the next one. */
    Token peek(int ahead) {
        peek();
        return tokens.get(Math.min(index + ahead, tokens.size() - 1));
    }

    /** The token before the next one. */
    Token previous() {
        return tokens.get(Math.max(index - 1, 0));
    }

    boolean nextIs(String symbol) {
        return peek().is(symbol);
    }

    boolean nextIsOneOf(Set<String> symbols) {
        return peek().type() == Token.Type.SYMBOL && symbols.contains(peek().text());
    }

    /** Goes past the next token if it is this one. */
    boolean accept(String symbol) {
        if (nextIs(symbol)) {
            next();
            return true;
        }
        return false;
    }

    int index() {
        return index;
    }

    Token at(int place) {
        return tokens.get(Math.min(place, tokens.size() - 1));
    }

    int parentheses() {
        return parentheses;
    }

    void setParentheses(int depth) {
        parentheses = depth;
    }

    /** Whether a statement that is written properly starts at a place. */
    boolean startsStatement(int place) {
        Token first = at(place);
        Token second = at(place + 1);
        return first.type() == Token.Type.NAME
                && (second.type() == Token.Type.SYMBOL && ASSIGNMENTS.contains(second.text())
                        || first.is("every") && second.is("("));
    }

    void report(Code code, Span span, Object... arguments) {
        report(Diagnostic.of(code, span, arguments));
    }

    void report(Diagnostic diagnostic) {
        if (!STRUCTURAL.contains(diagnostic.code())) {
            diagnostics.add(diagnostic);
        } else if (!structureBroken) {
            breakStructure(diagnostic);
        }
    }

    /** Reports two values without an operator, which may be two of which one is a stray. */
    void reportJuxtaposed(Diagnostic diagnostic, boolean stray) {
        if (!stray) {
            report(diagnostic);
        } else if (!structureBroken) {
            breakStructure(diagnostic);
        }
    }

    private void breakStructure(Diagnostic diagnostic) {
        structureBroken = true;
        diagnostics.add(diagnostic);
    }

    /** Goes on to a new statement, outside of all parentheses. */
    void startStatement() {
        parentheses = 0;
        structureBroken = false;
    }

    Abandoned abandon(Code code, Span span, Object... arguments) {
        return abandon(Diagnostic.of(code, span, arguments));
    }

    Abandoned abandon(Diagnostic diagnostic) {
        report(diagnostic);
        return new Abandoned();
    }

    /** How many mistakes were found so far. */
    int mistakes() {
        return diagnostics.size();
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /**
     * Goes to the end of a statement that was given up: a separator that balances the parentheses
     * opened since its first token, or one with a proper statement behind it.
     */
    void skipStatement(int first) {
        parentheses = 0;
        int depth = 0;
        for (int i = first; i < index; i++) {
            depth = depthAfter(at(i), depth);
        }
        while (at(index).type() != Token.Type.END && !endsStatement(depth)) {
            depth = depthAfter(at(index), depth);
            index++;
        }
    }

    private boolean endsStatement(int depth) {
        if (!at(index).isEnd()) {
            return false;
        }
        return startsStatement(index + 1)
                || depth == 0 && (at(index).isSemicolon() || !continues(previous()));
    }

    /** Whether a token at the end of a line shows that the next line belongs to it. */
    private static boolean continues(Token last) {
        return last.type() == Token.Type.SYMBOL
                && Set.of("+", "-", "*", "/", "^", "=", ",", "+=", "-=", "?", ":")
                        .contains(last.text());
    }

    private static int depthAfter(Token token, int depth) {
        if (token.is("(")) {
            return depth + 1;
        }
        return token.is(")") ? Math.max(0, depth - 1) : depth;
    }
}
