package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the update language.
 *
 * <p>One mistake gives one diagnostic. What was meant is guessed where it can be, so that further
 * mistakes are found; where it cannot, an {@link Expr.Erroneous} stands in, about which later
 * stages are silent.
 */
public final class Parser {

    private Parser() {}

    /**
     * The statements of one element of {@code @Update}. A statement that was not understood keeps
     * its target, or the name {@link Statement#UNKNOWN_TARGET}, and has an erroneous value.
     */
    public static Parsed<List<Statement>> statements(Source source) {
        TokenCursor cursor = new TokenCursor(Lexer.tokens(source));
        List<Statement> statements = new StatementParser(cursor, source).statements();
        return new Parsed<>(statements, sorted(cursor));
    }

    /**
     * The one expression of an {@code init}, of {@code @GradientAt} or of {@code @EvaluateAt};
     * empty if it was not understood, and then there is a diagnostic.
     */
    public static Parsed<Optional<Expr>> expression(Source source) {
        TokenCursor cursor = new TokenCursor(Lexer.tokens(source));
        Optional<Expr> expression = new StatementParser(cursor, source).wholeExpression();
        return new Parsed<>(expression, sorted(cursor));
    }

    /** Where two diagnostics start at one place, the second follows from the first. */
    private static List<Diagnostic> sorted(TokenCursor cursor) {
        if (cursor.diagnostics().isEmpty()) {
            return new ArrayList<>();
        }
        Set<Span> seen = new HashSet<>();
        return cursor.diagnostics().stream()
                .filter(diagnostic -> seen.add(diagnostic.span()))
                .sorted(Comparator.comparingInt(diagnostic -> diagnostic.span().start()))
                .collect(Collectors.toList());
    }
}
