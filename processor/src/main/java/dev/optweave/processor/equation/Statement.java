package dev.optweave.processor.equation;

import dev.optweave.processor.source.Span;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One assignment.
 *
 * @param period the {@code k} of {@code every(k):}
 * @param span the whole statement, as it is quoted over the code it became
 */
public record Statement(
        Optional<Expr> period, Expr.Name target, Assignment assignment, Expr value, Span span) {

    /** The target's name where it was not understood, and has been reported. */
    public static final String UNKNOWN_TARGET = "";

    private static final Pattern COMMENT = Pattern.compile("//[^\\r\\n]*");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    /** The statement as written, on one line and without comments. */
    public String text() {
        return onOneLine(span);
    }

    /** What is written there, on one line and without comments. */
    public static String onOneLine(Span written) {
        String code = COMMENT.matcher(written.text()).replaceAll("").strip();
        return LINE_BREAK.matcher(code).replaceAll(" ");
    }

    /** The assignment operators. */
    public enum Assignment {
        SET("="),
        ADD("+="),
        SUBTRACT("-="),
        MULTIPLY("*="),
        DIVIDE("/=");

        private final String symbol;

        Assignment(String symbol) {
            this.symbol = symbol;
        }

        /** How the operator is written. */
        public String symbol() {
            return symbol;
        }
    }
}
