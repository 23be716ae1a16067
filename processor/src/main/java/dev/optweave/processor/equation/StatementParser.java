package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Statement.Assignment;
import dev.optweave.processor.equation.TokenCursor.Abandoned;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads statements, and gives each mistake in them its message. */
final class StatementParser {

    private static final Set<String> DECLARING_WORDS =
            Set.of("let", "var", "val", "const", "final", "double", "float", "int", "def", "auto");
    private static final Set<String> CONTROL_WORDS =
            Set.of("if", "else", "for", "while", "do", "return", "switch", "throw", "try");
    private static final String ONE_LINE =
            "an equation ends with its line: put parentheses around what spans several";

    private final TokenCursor cursor;
    private final Source source;
    private final ExpressionParser expressions;

    StatementParser(TokenCursor cursor, Source source) {
        this.cursor = cursor;
        this.source = source;
        this.expressions = new ExpressionParser(cursor);
    }

    List<Statement> statements() {
        List<Statement> statements = new ArrayList<>();
        if (source.text().isBlank()) {
            cursor.report(Code.EMPTY_EQUATION, source.whole());
            return statements;
        }
        while (cursor.peek().type() != Token.Type.END) {
            if (cursor.peek().isEnd()) {
                cursor.next();
            } else {
                statements.add(statement());
            }
        }
        return List.copyOf(statements);
    }

    Optional<Expr> wholeExpression() {
        int mistakes = cursor.mistakes();
        skipLineBreaks();
        if (cursor.peek().type() == Token.Type.END && mistakes == 0) {
            cursor.report(Code.EMPTY_EXPRESSION, source.whole());
            return Optional.empty();
        }
        try {
            cursor.setParentheses(1);
            if (cursor.startsStatement(cursor.index())) {
                Token operator = cursor.peek(1);
                throw cursor.abandon(
                        Code.POINT_IS_EQUATION, operator.span(), owner(), operator.text());
            }
            Expr expression = expressions.expression();
            if (cursor.peek().type() != Token.Type.END) {
                throw leftover();
            }
            return expression instanceof Expr.Erroneous
                    ? Optional.empty()
                    : Optional.of(expression);
        } catch (Abandoned reported) {
            return Optional.empty();
        }
    }

    private String owner() {
        Place place = source.place();
        if (place instanceof Place.GradientPoint) {
            return "`@GradientAt`";
        }
        return place instanceof Place.EvaluationPoint ? "`@EvaluateAt`" : "the `init` of a state";
    }

    private Statement statement() {
        cursor.startStatement();
        int first = cursor.index();
        Draft draft = new Draft();
        try {
            fill(draft);
        } catch (Abandoned reported) {
            if (cursor.index() == first || !cursor.startsStatement(cursor.index())) {
                cursor.skipStatement(first);
            }
            draft.give(new Expr.Erroneous(from(first)));
        }
        return draft.statement(first);
    }

    /** A statement as far as it has been understood. */
    private final class Draft {
        private Optional<Expr> period = Optional.empty();
        private Optional<Expr.Name> target = Optional.empty();
        private Assignment assignment = Assignment.SET;
        private Optional<Expr> value = Optional.empty();

        void give(Expr newValue) {
            value = Optional.of(newValue);
        }

        Statement statement(int first) {
            Span span = from(first);
            Expr.Name name =
                    target.or(() -> targetWithin(first))
                            .orElse(new Expr.Name(Statement.UNKNOWN_TARGET, span));
            return new Statement(
                    period, name, assignment, value.orElse(new Expr.Erroneous(span)), span);
        }
    }

    private void fill(Draft draft) {
        if (cursor.nextIs("every")) {
            draft.period = every();
        }
        skipForeignWords();
        Token first = cursor.peek();
        if (cursor.nextIsOneOf(TokenCursor.ASSIGNMENTS)) {
            throw cursor.abandon(Code.MISSING_TARGET, first.span(), first.text());
        }
        if (first.type() == Token.Type.SYMBOL
                && Set.of("+", "*", "/", "^").contains(first.text())) {
            throw cursor.abandon(
                    Diagnostic.of(Code.NOT_AN_EQUATION, first.span()).withHelp(ONE_LINE));
        }
        Expr.Name target = target(draft);
        Token operator = cursor.peek();
        draft.assignment = assignment(target);
        if (cursor.peek().isForeignComment()) {
            throw new Abandoned();
        }
        if (cursor.peek().isEnd()) {
            throw cursor.abandon(Code.MISSING_VALUE, operator.span(), target.name());
        }
        int mistakes = cursor.mistakes();
        Expr value = expressions.expression();
        boolean followed = cursor.startsStatement(cursor.index());
        if (!cursor.peek().isEnd() && !followed) {
            throw leftover();
        }
        draft.give(value);
        if (cursor.mistakes() > mistakes && isOperator(cursor.previous())) {
            cursor.skipStatement(cursor.index());
        }
    }

    private static boolean isOperator(Token token) {
        return token.type() == Token.Type.SYMBOL
                && Set.of("+", "-", "*", "/", "^").contains(token.text());
    }

    private Optional<Expr> every() {
        Token every = cursor.next();
        if (!cursor.nextIs("(")) {
            throw cursor.abandon(Code.MALFORMED_EVERY, every.span());
        }
        Expr period = expressions.parenthesized();
        Span span = every.span().to(cursor.previous().span());
        if (cursor.accept(":")) {
            skipLineBreaks();
        } else {
            cursor.report(Code.MALFORMED_EVERY, span);
        }
        if (cursor.peek().isEnd()) {
            throw cursor.abandon(Code.MALFORMED_EVERY, span);
        }
        return Optional.of(period);
    }

    private void skipLineBreaks() {
        while (cursor.peek().isLineBreak()) {
            cursor.next();
        }
    }

    private void skipForeignWords() {
        boolean reported = false;
        while (DECLARING_WORDS.contains(cursor.peek().text())
                && cursor.peek(1).type() == Token.Type.NAME) {
            Token word = cursor.next();
            if (!reported) {
                cursor.report(
                        Diagnostic.of(Code.FOREIGN_KEYWORD, word.span(), word.text())
                                .withHelp("a new name needs no word before it: remove it"));
                reported = true;
            }
        }
        Token word = cursor.peek();
        if (CONTROL_WORDS.contains(word.text())) {
            Diagnostic diagnostic = Diagnostic.of(Code.FOREIGN_KEYWORD, word.span(), word.text());
            if (word.is("return")) {
                throw cursor.abandon(
                        diagnostic.withHelp("a rule returns nothing: assign to its parameter"));
            }
            throw cursor.abandon(
                    diagnostic.withHelp(
                            "to choose between values, write `where(condition, a, b)`; for"
                                    + " every k-th step, `every(k): x = e`"));
        }
    }

    /** The one name on the left, or what stands there instead. */
    private Expr.Name target(Draft draft) {
        int mistakes = cursor.mistakes();
        Expr left = expressions.target();
        draft.target = left instanceof Expr.Name name ? Optional.of(name) : Optional.empty();
        Token operator = cursor.peek();
        boolean assigns = isAssignment(operator);
        if (left instanceof Expr.Name && assigns) {
            return (Expr.Name) left;
        }
        if (cursor.mistakes() > mistakes && !assigns) {
            throw new Abandoned();
        }
        if (assigns) {
            draft.target = Optional.of(new Expr.Name(Statement.UNKNOWN_TARGET, left.span()));
            throw cursor.abandon(
                    Code.ASSIGNMENT_TARGET, left.span(), left.span().text(), operator.text());
        }
        if (!operator.isEnd()) {
            throw leftover();
        }
        throw cursor.abandon(Code.NOT_AN_EQUATION, left.span());
    }

    private boolean isAssignment(Token token) {
        return token.is("==")
                || isSplitAssignment()
                || token.type() == Token.Type.SYMBOL
                        && TokenCursor.ASSIGNMENTS.contains(token.text());
    }

    /** Such as {@code w - = x} or {@code w <- x}. */
    private boolean isSplitAssignment() {
        Token first = cursor.peek();
        Token second = cursor.peek(1);
        return (isOperator(first) || isForeignMinus(first)) && second.is("=")
                || first.is("<") && second.is("-");
    }

    private static boolean isForeignMinus(Token token) {
        return token.is("−") || token.is("–");
    }

    private Assignment assignment(Expr.Name target) {
        if (isSplitAssignment()) {
            Token first = cursor.next();
            Token second = cursor.next();
            Span span = first.span().to(second.span());
            if (isForeignMinus(first)) {
                cursor.report(
                        Diagnostic.of(Code.MINUS_SIGN, first.span(), first.text())
                                .withHelp("write `-=`"));
                return Assignment.SUBTRACT;
            }
            boolean arrow = first.is("<");
            cursor.report(
                    Diagnostic.of(Code.FOREIGN_ASSIGNMENT, span, span.text())
                            .withHelp("write `%s`".formatted(arrow ? "=" : first.text() + "=")));
            return arrow ? Assignment.SET : bySymbol(first.text() + "=");
        }
        Token operator = cursor.next();
        switch (operator.text()) {
            case "==" ->
                    cursor.report(Code.EQUALITY_FOR_ASSIGNMENT, operator.span(), target.name());
            case ":=", "←", "≔" ->
                    cursor.report(
                            Diagnostic.of(Code.FOREIGN_ASSIGNMENT, operator.span(), operator.text())
                                    .withHelp("write `" + target.name() + " = …`"));
            case "^=", "**=", "%=" ->
                    cursor.report(Code.FOREIGN_ASSIGNMENT, operator.span(), operator.text());
            default -> {
                return bySymbol(operator.text());
            }
        }
        return Assignment.SET;
    }

    private static Assignment bySymbol(String symbol) {
        for (Assignment assignment : Assignment.values()) {
            if (assignment.symbol().equals(symbol)) {
                return assignment;
            }
        }
        return Assignment.SET;
    }

    /** The mistake that something stands behind a complete expression. */
    private Abandoned leftover() {
        Token token = cursor.peek();
        if (token.type() == Token.Type.ERROR) {
            return new Abandoned();
        }
        if (token.is(")")) {
            return cursor.abandon(Code.UNOPENED_PARENTHESIS, token.span());
        }
        return cursor.abandon(Code.UNEXPECTED_SYMBOL, token.span(), token.text());
    }

    /** The target of a statement that was given up before its target was read. */
    private Optional<Expr.Name> targetWithin(int first) {
        for (int i = first; i < cursor.index(); i++) {
            if (cursor.startsStatement(i) && !cursor.at(i).is("every")) {
                return Optional.of(new Expr.Name(cursor.at(i).text(), cursor.at(i).span()));
            }
        }
        return Optional.empty();
    }

    private Span from(int first) {
        Span start = cursor.at(first).span();
        int last = cursor.index() - 1;
        while (last > first && cursor.at(last).isEnd()) {
            last--;
        }
        return last > first ? start.to(cursor.at(last).span()) : start;
    }
}
