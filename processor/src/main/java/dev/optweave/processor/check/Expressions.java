package dev.optweave.processor.check;

import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Questions that several checks ask of expressions. */
final class Expressions {

    private Expressions() {}

    /** An expression and everything inside, in the order in which it is written. */
    static List<Expr> within(Expr expression) {
        List<Expr> all = new ArrayList<>();
        collect(expression, all);
        return all;
    }

    private static void collect(Expr expression, List<Expr> all) {
        all.add(expression);
        children(expression).forEach(child -> collect(child, all));
    }

    /** The operands or arguments of an expression. */
    static List<Expr> children(Expr expression) {
        if (expression instanceof Expr.Unary unary) {
            return List.of(unary.operand());
        }
        if (expression instanceof Expr.Binary binary) {
            return List.of(binary.left(), binary.right());
        }
        return expression instanceof Expr.Call call ? call.arguments() : List.of();
    }

    /** The names of values within an expression, as often as they are written. */
    static Stream<Expr.Name> names(Expr expression) {
        return within(expression).stream()
                .filter(Expr.Name.class::isInstance)
                .map(Expr.Name.class::cast);
    }

    static boolean uses(Expr expression, String name) {
        return names(expression).anyMatch(use -> use.name().equals(name));
    }

    static Stream<Expr.Call> calls(Expr expression) {
        return within(expression).stream()
                .filter(Expr.Call.class::isInstance)
                .map(Expr.Call.class::cast);
    }

    /** The calls of one function that have as many arguments as it takes. */
    static Stream<Expr.Call> calls(Expr expression, Builtin function) {
        return calls(expression).filter(call -> isCall(call, function));
    }

    static boolean isCall(Expr expression, Builtin function) {
        return expression instanceof Expr.Call call
                && call.function().equals(function.functionName())
                && call.arguments().size() == function.arity();
    }

    static boolean isName(Expr expression, String name) {
        return expression instanceof Expr.Name use && use.name().equals(name);
    }

    /** A function that is called with as many arguments as it takes. */
    static Optional<Builtin> builtin(Expr.Call call) {
        return Builtin.named(call.function())
                .filter(function -> call.arguments().size() == function.arity());
    }

    /** All expressions of the equations: periods and values, in order. */
    static Stream<Expr> ofStatements(Rule rule) {
        return rule.statements().stream().flatMap(Expressions::ofStatement);
    }

    static Stream<Expr> ofStatement(Statement statement) {
        return Stream.concat(statement.period().stream(), Stream.of(statement.value()));
    }

    /** The points of a rule, where it has them. */
    static Stream<Expr> points(Rule rule) {
        return Stream.concat(rule.gradientAt().stream(), rule.evaluateAt().stream());
    }

    /** All expressions of a rule. */
    static Stream<Expr> all(Rule rule) {
        return Stream.of(
                        ofStatements(rule),
                        rule.states().stream().map(Rule.StateVariable::init),
                        points(rule))
                .flatMap(expressions -> expressions);
    }

    /** Whether a mistake within the rule was reported that leaves it open what was meant. */
    static boolean hasErroneous(Rule rule) {
        return rule.statements().stream()
                        .anyMatch(s -> s.target().name().equals(Statement.UNKNOWN_TARGET))
                || all(rule)
                        .flatMap(expression -> within(expression).stream())
                        .anyMatch(Expr.Erroneous.class::isInstance);
    }

    /** The value of an expression of numbers. */
    static OptionalDouble constant(Expr expression) {
        if (expression instanceof Expr.Number number) {
            return OptionalDouble.of(number.value());
        }
        if (expression instanceof Expr.Unary unary
                && unary.operator() == Expr.UnaryOperator.NEGATE) {
            OptionalDouble operand = constant(unary.operand());
            return operand.isPresent() ? OptionalDouble.of(-operand.getAsDouble()) : operand;
        }
        if (expression instanceof Expr.Binary binary) {
            OptionalDouble left = constant(binary.left());
            OptionalDouble right = constant(binary.right());
            if (left.isPresent() && right.isPresent()) {
                return computed(binary.operator(), left.getAsDouble(), right.getAsDouble());
            }
        }
        return OptionalDouble.empty();
    }

    static OptionalDouble computed(Expr.BinaryOperator operator, double left, double right) {
        return switch (operator) {
            case ADD -> OptionalDouble.of(left + right);
            case SUBTRACT -> OptionalDouble.of(left - right);
            case MULTIPLY -> OptionalDouble.of(left * right);
            case DIVIDE -> OptionalDouble.of(left / right);
            case POWER -> OptionalDouble.of(Math.pow(left, right));
            default -> OptionalDouble.empty();
        };
    }

    /** An expression as it is quoted. */
    static String text(Expr expression) {
        return expression.span().text().strip().replaceAll("\\s+", " ");
    }

    /** A number as it would be written: 3, not 3.0. */
    static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
