package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what operators stand between: numbers, names, calls, parentheses. */
final class OperandParser {

    private static final Set<String> WORDS =
            Set.of("if", "else", "for", "while", "return", "new", "every");

    private final TokenCursor cursor;
    private final ExpressionParser expressions;

    /** How many times two values without operator may as well have been two arguments. */
    private int possibleCommas;

    OperandParser(TokenCursor cursor, ExpressionParser expressions) {
        this.cursor = cursor;
        this.expressions = expressions;
    }

    /** An operand and what is written behind it without an operator. */
    Expr operand() {
        Expr value = primary();
        while (cursor.peek().type() == Token.Type.SYMBOL) {
            Token token = cursor.peek();
            if (Lexer.SUPERSCRIPTS.contains(token.text().substring(0, 1))) {
                value = superscript(value, cursor.next());
            } else if (Lexer.SUBSCRIPTS.contains(token.text().substring(0, 1))) {
                value = subscriptDigits(value, cursor.next());
            } else if (value instanceof Expr.Name && isSubscript((Expr.Name) value, token)) {
                value = subscript((Expr.Name) value);
            } else {
                return value;
            }
        }
        return value;
    }

    /**
     * A second value without an operator before it. One of the two may be a stray, about which
     * there is nothing more to say, unless the first is a number.
     */
    Expr juxtaposed(Expr left) {
        Expr right = expressions.unary();
        Span span = left.span().to(right.span());
        String first = ExpressionParser.text(left);
        String second = ExpressionParser.text(right);
        Diagnostic diagnostic = Diagnostic.of(Code.IMPLICIT_MULTIPLICATION, span, first, second);
        boolean separate = !(left instanceof Expr.Number) && cursor.parentheses() > 0;
        if (separate) {
            possibleCommas++;
            diagnostic =
                    diagnostic.withHelp(
                            "to multiply, write `%s*%s`; to separate arguments, `%s, %s`"
                                    .formatted(first, second, first, second));
        }
        Optional<String> call = call(left, second);
        if (call.isPresent()) {
            diagnostic = diagnostic.withHelp("to call `" + first + "`, write `" + call.get() + "`");
        }
        boolean stray = !(left instanceof Expr.Number);
        cursor.reportJuxtaposed(diagnostic, stray);
        return stray
                ? new Expr.Erroneous(span)
                : new Expr.Binary(BinaryOperator.MULTIPLY, left, right, right.span(), span);
    }

    /** What a function of one argument and its argument without parentheses stand for. */
    private static Optional<String> call(Expr function, String argument) {
        boolean grouped = argument.startsWith("(") && argument.endsWith(")");
        return Optional.of(function)
                .filter(Expr.Name.class::isInstance)
                .flatMap(name -> Builtin.named(((Expr.Name) name).name()))
                .filter(builtin -> builtin.arity() == 1)
                .map(Builtin::functionName)
                .map(name -> grouped ? name + argument : name + "(" + argument + ")");
    }

    Expr primary() {
        Token token = cursor.peek();
        return switch (token.type()) {
            case NUMBER -> {
                cursor.next();
                yield new Expr.Number(Double.parseDouble(token.text()), token.span());
            }
            case NAME -> name();
            case ERROR -> throw new TokenCursor.Abandoned();
            case SEPARATOR, END -> missing(token);
            case SYMBOL -> symbol(token);
        };
    }

    private Expr symbol(Token token) {
        return switch (token.text()) {
            case "(" -> group(cursor.next(), ")");
            case "{", "[" -> {
                cursor.report(Code.GROUPING_BRACKET, token.span(), token.text());
                yield group(cursor.next(), token.is("{") ? "}" : "]");
            }
            case "√", "∛" -> root(cursor.next());
            case "|", "||" ->
                    throw cursor.abandon(
                            Diagnostic.of(Code.UNEXPECTED_SYMBOL, token.span(), token.text())
                                    .withHelp(
                                            "absolute values are written `abs(x)`, norms"
                                                    + " `norm(x)`"));
            case ")", ",", "*", "/", "^", "**", "<", ">", "<=", ">=", "==", "!=", "&&", "=" ->
                    missing(token);
            default -> throw cursor.abandon(Code.UNEXPECTED_SYMBOL, token.span(), token.text());
        };
    }

    /** Goes on as if a value stood here, so that the rest is read too. */
    private Expr missing(Token next) {
        Token before = cursor.previous();
        if (next.isForeignComment() || before.isForeignComment()) {
            throw new TokenCursor.Abandoned();
        }
        boolean after = next.isEnd() || before.type() == Token.Type.SYMBOL && !before.is("(");
        Token token = after ? before : next;
        Span span = token.span();
        String where = (after ? "after" : "before") + " `" + token.text() + "`";
        if (before.is("(") && next.is(")")) {
            span = before.span().to(next.span());
            where = "between the parentheses";
        }
        Diagnostic diagnostic = Diagnostic.of(Code.MISSING_OPERAND, span, where);
        boolean lineEnds = next.isLineBreak() && !cursor.startsStatement(cursor.index() + 1);
        cursor.report(
                lineEnds
                        ? diagnostic.withHelp(
                                "an equation ends with its line: put parentheses around what spans"
                                        + " several")
                        : diagnostic);
        return new Expr.Erroneous(span);
    }

    private Expr name() {
        Token name = cursor.peek();
        if (Set.of("and", "or", "not").contains(name.text())) {
            return missing(name);
        }
        if (WORDS.contains(name.text())) {
            throw cursor.abandon(
                    Diagnostic.of(Code.FOREIGN_KEYWORD, name.span(), name.text())
                            .withHelp("to choose between values, write `where(condition, a, b)`"));
        }
        cursor.next();
        if (cursor.nextIs(".") && cursor.peek(1).type() == Token.Type.NAME) {
            return qualified(name);
        }
        return named(name);
    }

    private Expr named(Token name) {
        return cursor.nextIs("(") ? call(name) : new Expr.Name(name.text(), name.span());
    }

    private Expr call(Token function) {
        int commas = possibleCommas;
        Token open = cursor.next();
        int outer = cursor.parentheses();
        cursor.setParentheses(outer + 1);
        List<Expr> arguments = new ArrayList<>();
        boolean closed = cursor.nextIs(")");
        while (!closed) {
            arguments.add(expressions.expression());
            if (!cursor.accept(",")) {
                break;
            }
        }
        Span span = function.span().to(close(open, ")"));
        cursor.setParentheses(outer);
        boolean incomplete = arguments.stream().anyMatch(Expr.Erroneous.class::isInstance);
        if (possibleCommas > commas || incomplete) {
            return new Expr.Erroneous(span);
        }
        return new Expr.Call(function.text(), arguments, function.span(), span);
    }

    private Expr group(Token open, String closing) {
        Expr inner = inside(open, closing);
        return withSpan(inner, open.span().to(cursor.previous().span()));
    }

    /** The expression up to the closing parenthesis of one that is open, and past it. */
    Expr inside(Token open, String closing) {
        int outer = cursor.parentheses();
        cursor.setParentheses(outer + 1);
        Expr inner = expressions.expression();
        close(open, closing);
        cursor.setParentheses(outer);
        return inner;
    }

    private Span close(Token open, String closing) {
        Token token = cursor.peek();
        if (token.is(closing)) {
            return cursor.next().span();
        }
        if (token.type() == Token.Type.ERROR || cursor.previous().isForeignComment()) {
            throw new TokenCursor.Abandoned();
        }
        if (token.isEnd()) {
            throw cursor.abandon(
                    Diagnostic.of(Code.UNCLOSED_PARENTHESIS, open.span())
                            .withHelp("add `" + closing + "`"));
        }
        throw cursor.abandon(Code.UNEXPECTED_SYMBOL, token.span(), token.text());
    }

    /** Such as {@code Math.sqrt}, {@code np.sqrt}, {@code this.m}, {@code m.sqrt()}. */
    private Expr qualified(Token first) {
        Token last = first;
        while (cursor.nextIs(".") && cursor.peek(1).type() == Token.Type.NAME) {
            cursor.next();
            last = cursor.next();
        }
        Span span = first.span().to(last.span());
        Diagnostic diagnostic = Diagnostic.of(Code.QUALIFIED_NAME, span, span.text());
        boolean called = cursor.nextIs("(");
        boolean builtin = Builtin.named(last.text()).isPresent();
        boolean library =
                Character.isUpperCase(first.text().charAt(0))
                        || Set.of("np", "torch", "tf", "jnp", "math", "F", "K")
                                .contains(first.text());
        boolean power = called && last.is("pow");
        Expr value = named(last);
        String arguments = value.span().text().substring(last.text().length());
        if (power) {
            cursor.report(diagnostic.withHelp("powers are written `^`: `x^y`"));
        } else if (called && builtin) {
            String call = library ? arguments : "(" + first.text() + ")";
            cursor.report(diagnostic.withHelp("write `%s%s`".formatted(last.text(), call)));
        } else if (called) {
            cursor.report(diagnostic.withHelp("functions are called by their names alone"));
        } else {
            cursor.report(diagnostic.withHelp("write `%s`".formatted(last.text())));
        }
        boolean understood = builtin && library || !called && !library;
        return understood ? value : new Expr.Erroneous(first.span().to(value.span()));
    }

    private static boolean isSubscript(Expr.Name name, Token next) {
        boolean adjacent = name.span().end() == next.span().start();
        return adjacent && (next.is("[") || next.is("{") && name.name().endsWith("_"));
    }

    private Expr subscript(Expr.Name name) {
        Token open = cursor.next();
        String closing = open.is("[") ? "]" : "}";
        int start = cursor.peek().span().start();
        while (!cursor.nextIs(closing)) {
            if (cursor.peek().isEnd()) {
                throw cursor.abandon(
                        Diagnostic.of(Code.UNCLOSED_PARENTHESIS, open.span())
                                .withHelp("add `" + closing + "`"));
            }
            cursor.next();
        }
        Token close = cursor.next();
        String index = name.span().source().text().substring(start, close.span().start()).strip();
        String base =
                open.is("{") ? name.name().substring(0, name.name().length() - 1) : name.name();
        Span span = name.span().to(close.span());
        if (open.is("[") && index.matches("[0-9]+|[ijk]")) {
            String help = "equations hold for every element: write `" + base + "`";
            cursor.report(Diagnostic.of(Code.SUBSCRIPT, span, span.text()).withHelp(help));
            return new Expr.Name(base, span);
        }
        return reportSubscript(base, index, span);
    }

    private Expr subscriptDigits(Expr value, Token digits) {
        StringBuilder index = new StringBuilder();
        digits.text().codePoints().forEach(c -> index.append(Lexer.SUBSCRIPTS.indexOf(c)));
        Span span = value.span().to(digits.span());
        return reportSubscript(ExpressionParser.text(value), index.toString(), span);
    }

    private Expr reportSubscript(String base, String index, Span span) {
        Diagnostic diagnostic = Diagnostic.of(Code.SUBSCRIPT, span, span.text());
        if (index.matches("[0-9]+")) {
            cursor.report(diagnostic.withHelp("write `" + base + index + "`"));
            return new Expr.Name(base + index, span);
        }
        boolean earlier = index.contains("-") || index.contains("−");
        cursor.report(
                diagnostic.withHelp(
                        earlier
                                ? "write `%s` for the value so far, `old(%s)` for the one at the start of the step"
                                        .formatted(base, base)
                                : "write `%s`: a name stands for its latest value"
                                        .formatted(base)));
        return new Expr.Name(base, span);
    }

    private Expr superscript(Expr base, Token digits) {
        StringBuilder exponent = new StringBuilder();
        digits.text().codePoints().forEach(c -> exponent.append(Lexer.SUPERSCRIPTS.indexOf(c)));
        cursor.report(
                Diagnostic.of(Code.SUPERSCRIPT, digits.span(), digits.text())
                        .withHelp(
                                "write `%s^%s`".formatted(ExpressionParser.text(base), exponent)));
        Expr number = new Expr.Number(Double.parseDouble(exponent.toString()), digits.span());
        return new Expr.Binary(
                BinaryOperator.POWER, base, number, digits.span(), base.span().to(digits.span()));
    }

    private Expr root(Token sign) {
        String function = sign.is("√") ? "sqrt" : "cbrt";
        Expr operand = operand();
        String text = ExpressionParser.text(operand);
        boolean grouped = text.startsWith("(") && text.endsWith(")");
        String fix = grouped ? function + text : function + "(" + text + ")";
        cursor.report(
                Diagnostic.of(Code.ROOT_SIGN, sign.span(), sign.text())
                        .withHelp("write `" + fix + "`"));
        Span span = sign.span().to(operand.span());
        return new Expr.Call(function, List.of(operand), sign.span(), span);
    }

    private static Expr withSpan(Expr expression, Span span) {
        return expression.accept(
                new Expr.Visitor<Expr>() {
                    @Override
                    public Expr number(Expr.Number number) {
                        return new Expr.Number(number.value(), span);
                    }

                    @Override
                    public Expr name(Expr.Name name) {
                        return new Expr.Name(name.name(), span);
                    }

                    @Override
                    public Expr unary(Expr.Unary unary) {
                        return new Expr.Unary(unary.operator(), unary.operand(), span);
                    }

                    @Override
                    public Expr binary(Expr.Binary binary) {
                        return new Expr.Binary(
                                binary.operator(),
                                binary.left(),
                                binary.right(),
                                binary.operatorSpan(),
                                span);
                    }

                    @Override
                    public Expr call(Expr.Call call) {
                        return new Expr.Call(
                                call.function(), call.arguments(), call.functionSpan(), span);
                    }

                    @Override
                    public Expr erroneous(Expr.Erroneous erroneous) {
                        return new Expr.Erroneous(span);
                    }
                });
    }
}
