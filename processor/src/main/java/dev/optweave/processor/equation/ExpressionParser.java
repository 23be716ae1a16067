package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Expr.UnaryOperator;
import dev.optweave.processor.source.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads operators by their precedence; a foreign operator is reported and read as what it means.
 */
final class ExpressionParser {

    private static final int MAX_NESTING = 150;
    private static final int MAX_OPERATIONS = 1500;

    private static final Map<String, BinaryOperator> COMPARISONS =
            Map.ofEntries(
                    Map.entry("<", BinaryOperator.LESS),
                    Map.entry("<=", BinaryOperator.LESS_EQUAL),
                    Map.entry("≤", BinaryOperator.LESS_EQUAL),
                    Map.entry(">", BinaryOperator.GREATER),
                    Map.entry(">=", BinaryOperator.GREATER_EQUAL),
                    Map.entry("≥", BinaryOperator.GREATER_EQUAL),
                    Map.entry("==", BinaryOperator.EQUAL),
                    Map.entry("===", BinaryOperator.EQUAL),
                    Map.entry("!=", BinaryOperator.NOT_EQUAL),
                    Map.entry("!==", BinaryOperator.NOT_EQUAL),
                    Map.entry("≠", BinaryOperator.NOT_EQUAL));

    private final TokenCursor cursor;
    private final OperandParser operands;
    private int nesting;
    private int operations;

    ExpressionParser(TokenCursor cursor) {
        this.cursor = cursor;
        this.operands = new OperandParser(cursor, this);
    }

    /** A whole expression, up to something that cannot belong to it. */
    Expr expression() {
        if (nesting == 0) {
            operations = 0;
        }
        enter();
        Expr value = conditional();
        if (cursor.nextIsOneOf(TokenCursor.ASSIGNMENTS)) {
            Token assignment = cursor.next();
            cursor.report(Code.ASSIGNMENT_IN_EXPRESSION, assignment.span());
            value = new Expr.Erroneous(value.span().to(expression().span()));
        }
        leave();
        return value;
    }

    /** An expression in parentheses, which are next; its span is without them. */
    Expr parenthesized() {
        return operands.inside(cursor.next(), ")");
    }

    /** What stands left of an assignment: an expression without comparisons. */
    Expr target() {
        nesting = 0;
        operations = 0;
        if (cursor.peek().type() == Token.Type.NAME) {
            Token after = cursor.peek(1);
            Token behind = cursor.peek(2);
            boolean split =
                    behind.is("=") && after.type() == Token.Type.SYMBOL
                            || after.is("<") && behind.is("-");
            if (split && !after.is("[") && !after.is("(") && !after.is(".")) {
                Token name = cursor.next();
                return new Expr.Name(name.text(), name.span());
            }
        }
        return additive();
    }

    /** Counts one level of nesting, of which there is a limit so that no tree is too deep. */
    private void enter() {
        nesting++;
        if (nesting > MAX_NESTING) {
            nesting = 0;
            throw cursor.abandon(Code.TOO_LONG, cursor.peek().span());
        }
    }

    private void leave() {
        nesting--;
    }

    private Expr conditional() {
        Expr first = disjunction();
        Token operator = cursor.peek();
        if (operator.is("?")) {
            cursor.next();
            Expr then = expression();
            Optional<Expr> otherwise =
                    cursor.accept(":") ? Optional.of(expression()) : Optional.empty();
            return choice(operator, first, then, otherwise);
        }
        if (operator.is("if")) {
            cursor.next();
            Expr condition = disjunction();
            Optional<Expr> otherwise =
                    cursor.accept("else") ? Optional.of(expression()) : Optional.empty();
            return choice(operator, condition, first, otherwise);
        }
        return first;
    }

    private Expr choice(Token operator, Expr condition, Expr then, Optional<Expr> otherwise) {
        Diagnostic diagnostic =
                Diagnostic.of(Code.CONDITIONAL_OPERATOR, operator.span(), operator.text());
        if (otherwise.isEmpty()) {
            cursor.report(diagnostic);
            return new Expr.Erroneous(condition.span().to(then.span()));
        }
        List<Expr> arguments = List.of(condition, then, otherwise.get());
        Span span = condition.span().to(then.span()).to(otherwise.get().span());
        cursor.report(
                diagnostic.withHelp(
                        "write `where(%s, %s, %s)`"
                                .formatted(text(condition), text(then), text(otherwise.get()))));
        return new Expr.Call("where", arguments, operator.span(), span);
    }

    private Expr disjunction() {
        Expr left = conjunction();
        while (isWord("or", "||", "|", "∨")) {
            Token operator = logical("or");
            left = understood(binary(BinaryOperator.OR, left, conjunction(), operator), operator);
        }
        return left;
    }

    private Expr conjunction() {
        Expr left = negation();
        while (isWord("and", "&&", "&", "∧")) {
            Token operator = logical("and");
            left = understood(binary(BinaryOperator.AND, left, negation(), operator), operator);
        }
        return left;
    }

    private Expr negation() {
        if (!isWord("not", "!", "¬", "~")) {
            return comparison();
        }
        enter();
        Token operator = logical("not");
        Expr operand = negation();
        leave();
        Span span = operator.span().to(operand.span());
        return understood(new Expr.Unary(UnaryOperator.NOT, operand, span), operator);
    }

    /** Whether the next token is the word, the word in capitals, or one of its foreign forms. */
    private boolean isWord(String word, String... foreign) {
        Token token = cursor.peek();
        boolean capitals =
                token.type() == Token.Type.NAME
                        && token.text().equalsIgnoreCase(word)
                        && cursor.peek(1).startsValue();
        return token.is(word)
                || capitals
                || token.type() == Token.Type.SYMBOL && List.of(foreign).contains(token.text());
    }

    private Token logical(String word) {
        Token operator = cursor.next();
        if (!operator.is(word)) {
            cursor.report(Code.LOGICAL_OPERATOR, operator.span(), operator.text(), word);
        }
        return operator;
    }

    /** Nothing, if the operator works on bits, so that its operands need not be truth values. */
    private static Expr understood(Expr value, Token operator) {
        boolean bitwise = operator.is("&") || operator.is("|") || operator.is("~");
        return bitwise ? new Expr.Erroneous(value.span()) : value;
    }

    private Expr comparison() {
        Expr left = additive();
        BinaryOperator operator = comparisonOperator();
        if (operator == null) {
            return left;
        }
        Token token = foreignComparison(operator);
        Expr value = binary(operator, left, additive(), token);
        if (comparisonOperator() != null) {
            cursor.report(Code.CHAINED_COMPARISON, cursor.peek().span());
            while (comparisonOperator() != null) {
                cursor.next();
                value = new Expr.Erroneous(value.span().to(additive().span()));
            }
        }
        return value;
    }

    private Token foreignComparison(BinaryOperator operator) {
        Token token = cursor.next();
        if (!token.is(operator.symbol())) {
            cursor.report(Code.COMPARISON_SIGN, token.span(), token.text(), operator.symbol());
        }
        return token;
    }

    private Expr additive() {
        Expr left = multiplicative();
        while (true) {
            Token operator = cursor.peek();
            if (operator.is("+")) {
                cursor.next();
                left = binary(BinaryOperator.ADD, left, multiplicative(), operator);
            } else if (isMinus(operator)) {
                minus();
                left = binary(BinaryOperator.SUBTRACT, left, multiplicative(), operator);
            } else if (operator.is("++") || operator.is("--")) {
                cursor.next();
                left = increment(left, operator);
            } else {
                return left;
            }
        }
    }

    private Expr increment(Expr left, Token operator) {
        String sign = operator.text().substring(1);
        Diagnostic diagnostic = Diagnostic.of(Code.INCREMENT, operator.span(), operator.text());
        if (!cursor.peek().startsValue()) {
            cursor.report(diagnostic.withHelp("write `%s %s= 1`".formatted(text(left), sign)));
            return new Expr.Erroneous(left.span().to(operator.span()));
        }
        Expr right = multiplicative();
        cursor.report(
                diagnostic.withHelp(
                        sign.equals("-")
                                ? "write `%s - (-%s)`".formatted(text(left), text(right))
                                : "write `%s + %s`".formatted(text(left), text(right))));
        return binary(BinaryOperator.ADD, left, right, operator);
    }

    private Expr multiplicative() {
        Expr left = factor();
        while (true) {
            Token operator = cursor.peek();
            Optional<BinaryOperator> meaning = multiplicativeOperator(operator);
            if (meaning.isEmpty()) {
                return left;
            }
            cursor.next();
            left = binary(meaning.get(), left, factor(), operator);
        }
    }

    /** One operand, and what stands behind it without an operator. */
    private Expr factor() {
        Expr value = unary();
        while (cursor.peek().startsValue() && !isReservedWord(cursor.peek())) {
            Token next = cursor.peek();
            boolean attached =
                    value instanceof Expr.Number && value.span().end() == next.span().start();
            if (!attached && cursor.startsStatement(cursor.index())) {
                cursor.report(Code.MISSING_SEPARATOR, next.span(), next.text());
                return value;
            }
            value = operands.juxtaposed(value);
        }
        return value;
    }

    private Optional<BinaryOperator> multiplicativeOperator(Token operator) {
        if (operator.type() != Token.Type.SYMBOL) {
            return Optional.empty();
        }
        String text = operator.text();
        switch (text) {
            case "*":
                return Optional.of(BinaryOperator.MULTIPLY);
            case "/":
                return Optional.of(BinaryOperator.DIVIDE);
            case "·", "×", "⋅", "∗", "⊙", "∘":
                cursor.report(Code.MULTIPLICATION_SIGN, operator.span(), text);
                return Optional.of(BinaryOperator.MULTIPLY);
            case "÷", "⁄":
                cursor.report(Code.DIVISION_SIGN, operator.span(), text);
                return Optional.of(BinaryOperator.DIVIDE);
            case "%":
                throw cursor.abandon(Code.REMAINDER_OPERATOR, operator.span());
            case "@":
                throw cursor.abandon(Code.MATRIX_PRODUCT, operator.span());
            default:
                return Optional.empty();
        }
    }

    private static boolean isReservedWord(Token token) {
        return token.type() == Token.Type.NAME
                && List.of("and", "or", "not", "if", "else", "AND", "OR").contains(token.text());
    }

    /** An operand with its signs, which bind looser than powers. */
    Expr unary() {
        Token sign = cursor.peek();
        if (isMinus(sign)) {
            enter();
            minus();
            Expr operand = unary();
            leave();
            return new Expr.Unary(UnaryOperator.NEGATE, operand, sign.span().to(operand.span()));
        }
        if (sign.is("+")) {
            cursor.next();
            cursor.report(unaryPlus(sign));
            return unary();
        }
        if (sign.is("++") || sign.is("--")) {
            cursor.next();
            Expr operand = unary();
            String fix = "write `%s %s= 1`".formatted(text(operand), sign.text().substring(1));
            cursor.report(Diagnostic.of(Code.INCREMENT, sign.span(), sign.text()).withHelp(fix));
            return new Expr.Erroneous(sign.span().to(operand.span()));
        }
        return power();
    }

    private Diagnostic unaryPlus(Token sign) {
        Diagnostic diagnostic = Diagnostic.of(Code.UNARY_PLUS, sign.span());
        int before = cursor.index() - 2;
        boolean afterAssignment = before >= 0 && cursor.at(before).is("=");
        return afterAssignment
                ? diagnostic.withHelp("to add to the target, write `+=`; otherwise leave it out")
                : diagnostic;
    }

    private Expr power() {
        Expr base = operands.operand();
        Token operator = cursor.peek();
        if (!operator.is("^") && !operator.is("**")) {
            return base;
        }
        cursor.next();
        enter();
        Expr exponent = unary();
        leave();
        if (operator.is("**")) {
            cursor.report(
                    Diagnostic.of(Code.POWER_OPERATOR, operator.span())
                            .withHelp(
                                    "powers are written `^`: `%s^%s`"
                                            .formatted(text(base), text(exponent))));
        }
        return binary(BinaryOperator.POWER, base, exponent, operator);
    }

    private static boolean isMinus(Token token) {
        return token.is("-") || token.is("−") || token.is("–");
    }

    private void minus() {
        Token sign = cursor.next();
        if (!sign.is("-")) {
            cursor.report(Code.MINUS_SIGN, sign.span(), sign.text());
        }
    }

    private Expr binary(BinaryOperator operator, Expr left, Expr right, Token token) {
        operations++;
        if (operations > MAX_OPERATIONS) {
            throw cursor.abandon(Code.TOO_LONG, token.span());
        }
        return new Expr.Binary(operator, left, right, token.span(), left.span().to(right.span()));
    }

    /** An expression as it is quoted in help. */
    static String text(Expr expression) {
        String text = expression.span().text().replaceAll("\\s+", " ").strip();
        return text.isEmpty() ? "…" : text;
    }

    private @Nullable BinaryOperator comparisonOperator() {
        Token token = cursor.peek();
        return token.type() == Token.Type.SYMBOL ? COMPARISONS.get(token.text()) : null;
    }
}
