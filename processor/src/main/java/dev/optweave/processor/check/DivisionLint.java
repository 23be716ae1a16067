package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.equation.Statement.Assignment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Warns of divisions by what can be zero, and by the learning rate. */
final class DivisionLint {

    private final Rule rule;
    private final Zeros zeros;
    private final Set<String> rates = new HashSet<>();
    private final Report report = new Report();

    private DivisionLint(Rule rule) {
        this.rule = rule;
        this.zeros = new Zeros(rule);
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            if (hyperparameter.role() == Role.LEARNING_RATE) {
                rates.add(hyperparameter.name());
            }
        }
    }

    static List<Diagnostic> check(Rule rule) {
        DivisionLint lint = new DivisionLint(rule);
        rule.gradientAt().ifPresent(lint::divisions);
        for (Statement statement : rule.statements()) {
            if (statement.assignment() == Assignment.DIVIDE) {
                lint.divisor(statement.value());
            }
            lint.divisions(statement.value());
            lint.remember(statement);
        }
        return lint.report.diagnostics();
    }

    private void remember(Statement statement) {
        zeros.assign(statement);
        boolean local =
                rule.state(statement.target().name()).isEmpty()
                        && !statement.target().name().equals(rule.parameter());
        if (local && rateWithin(statement.value()).isPresent()) {
            rates.add(statement.target().name());
        }
    }

    private void divisions(Expr expression) {
        if (Expressions.isCall(expression, Builtin.WHERE)) {
            // the condition chooses when a branch counts
            divisions(((Expr.Call) expression).arguments().get(0));
            for (Expr argument : ((Expr.Call) expression).arguments()) {
                rateDivisions(argument);
            }
            return;
        }
        Optional<Expr> divisor = divisorOf(expression);
        if (divisor.isPresent()) {
            divisor(divisor.get());
        }
        for (Expr child : Expressions.children(expression)) {
            divisions(child);
        }
    }

    private void rateDivisions(Expr branch) {
        for (Expr part : Expressions.within(branch)) {
            Optional<Expr> divisor = divisorOf(part);
            if (divisor.isPresent()) {
                rate(divisor.get());
            }
        }
    }

    /** What an expression divides by, if it does. */
    private static Optional<Expr> divisorOf(Expr expression) {
        if (Expressions.isCall(expression, Builtin.RSQRT)) {
            return Optional.of(((Expr.Call) expression).arguments().get(0));
        }
        if (!(expression instanceof Expr.Binary binary)) {
            return Optional.empty();
        }
        boolean inverse =
                binary.operator() == BinaryOperator.POWER
                        && Expressions.constant(binary.right()).orElse(0) < 0;
        if (inverse) {
            return Optional.of(binary.left());
        }
        return binary.operator() == BinaryOperator.DIVIDE
                ? Optional.of(binary.right())
                : Optional.empty();
    }

    private void divisor(Expr divisor) {
        if (rate(divisor) || !zeros.canBeZero(divisor)) {
            return;
        }
        String text = withoutParentheses(Expressions.text(divisor));
        boolean number = Expressions.constant(divisor).isPresent();
        if (number) {
            report.add(
                    new Diagnostic(
                            Code.UNGUARDED_DIVISION,
                            divisor.span(),
                            "this divides by `%s`, which is zero".formatted(text),
                            Optional.of("divide by a number that is not zero")));
        } else {
            report.add(Code.UNGUARDED_DIVISION, divisor.span(), text);
        }
    }

    private boolean rate(Expr divisor) {
        Optional<Expr.Name> rate = rateWithin(divisor);
        if (rate.isEmpty()) {
            return false;
        }
        report.add(Code.DIVISION_BY_LEARNING_RATE, rate.get().span(), rate.get().name());
        return true;
    }

    /** The learning rate, where an expression is zero whenever it is. */
    private Optional<Expr.Name> rateWithin(Expr expression) {
        if (expression instanceof Expr.Name name) {
            return rates.contains(name.name()) ? Optional.of(name) : Optional.empty();
        }
        if (expression instanceof Expr.Unary unary) {
            return rateWithin(unary.operand());
        }
        if (expression instanceof Expr.Binary binary) {
            return switch (binary.operator()) {
                case MULTIPLY -> rateWithin(binary.left()).or(() -> rateWithin(binary.right()));
                case DIVIDE, POWER -> rateWithin(binary.left());
                default -> Optional.empty();
            };
        }
        return Expressions.isCall(expression, Builtin.SQRT)
                ? rateWithin(((Expr.Call) expression).arguments().get(0))
                : Optional.empty();
    }

    private static String withoutParentheses(String text) {
        boolean enclosed =
                text.startsWith("(")
                        && text.endsWith(")")
                        && text.indexOf(')') == text.length() - 1;
        return enclosed ? text.substring(1, text.length() - 1) : text;
    }
}
