package dev.optweave.processor.check;

import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
        for (Expr child : children(expression)) {
            collect(child, all);
        }
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
    static List<Expr.Name> names(Expr expression) {
        List<Expr.Name> names = new ArrayList<>();
        for (Expr part : within(expression)) {
            if (part instanceof Expr.Name name) {
                names.add(name);
            }
        }
        return names;
    }

    static boolean uses(Expr expression, String name) {
        for (Expr part : within(expression)) {
            if (isName(part, name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any of them uses the name. */
    static boolean anyUses(List<Expr> expressions, String name) {
        for (Expr expression : expressions) {
            if (uses(expression, name)) {
                return true;
            }
        }
        return false;
    }

    static List<Expr.Call> calls(Expr expression) {
        List<Expr.Call> calls = new ArrayList<>();
        for (Expr part : within(expression)) {
            if (part instanceof Expr.Call call) {
                calls.add(call);
            }
        }
        return calls;
    }

    /** The calls of one function that have as many arguments as it takes. */
    static List<Expr.Call> calls(Expr expression, Builtin function) {
        List<Expr.Call> calls = calls(expression);
        calls.removeIf(call -> !isCall(call, function));
        return calls;
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
        Optional<Builtin> function = Builtin.named(call.function());
        return function.isPresent() && call.arguments().size() == function.get().arity()
                ? function
                : Optional.empty();
    }

    /** All expressions of the equations: periods and values, in order. */
    static List<Expr> ofStatements(Rule rule) {
        List<Expr> expressions = new ArrayList<>();
        for (Statement statement : rule.statements()) {
            expressions.addAll(ofStatement(statement));
        }
        return expressions;
    }

    static List<Expr> ofStatement(Statement statement) {
        Expr value = statement.value();
        return statement.period().isPresent()
                ? List.of(statement.period().get(), value)
                : List.of(value);
    }

    /** The points of a rule, where it has them. */
    static List<Expr> points(Rule rule) {
        List<Expr> points = new ArrayList<>();
        rule.gradientAt().ifPresent(points::add);
        rule.evaluateAt().ifPresent(points::add);
        return points;
    }

    /** All expressions of a rule. */
    static List<Expr> all(Rule rule) {
        List<Expr> expressions = ofStatements(rule);
        for (Rule.StateVariable state : rule.states()) {
            expressions.add(state.init());
        }
        expressions.addAll(points(rule));
        return expressions;
    }

    /** Whether a mistake within the rule was reported that leaves it open what was meant. */
    static boolean hasErroneous(Rule rule) {
        for (Statement statement : rule.statements()) {
            if (statement.target().name().equals(Statement.UNKNOWN_TARGET)) {
                return true;
            }
        }
        for (Expr expression : all(rule)) {
            for (Expr part : within(expression)) {
                if (part instanceof Expr.Erroneous) {
                    return true;
                }
            }
        }
        return false;
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
