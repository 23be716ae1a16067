package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.equation.Statement.Assignment;
import java.util.List;
import java.util.Optional;

/**
 * Warns of an update that goes with a strange power of the gradient: a step is in proportion to the
 * gradient or independent of its scale, but not to 1/g, as {@code m/(v + eps)} would be, or to g².
 */
final class GradientScaleLint {

    /** Enough for any chain of states that depend on each other in turn. */
    private static final int ROUNDS = 4;

    private final Rule rule;
    private final Report report = new Report();

    private GradientScaleLint(Rule rule) {
        this.rule = rule;
    }

    static List<Diagnostic> check(Rule rule) {
        GradientScaleLint lint = new GradientScaleLint(rule);
        GradientScale scale = new GradientScale(rule);
        for (int round = 0; round < ROUNDS; round++) {
            rule.statements().forEach(scale::assign);
        }
        rule.statements().stream()
                .filter(statement -> statement.target().name().equals(rule.parameter()))
                .forEach(statement -> lint.update(statement, scale));
        return lint.report.diagnostics();
    }

    private void update(Statement statement, GradientScale scale) {
        Optional<Expr> change = change(statement);
        if (change.isEmpty()) {
            return;
        }
        GradientScale.Power power = scale.of(change.get());
        if (power.isKnown() && (power.exponent() < 0 || power.exponent() >= 2)) {
            String exponent = Expressions.plain(power.exponent());
            Diagnostic diagnostic =
                    Diagnostic.of(Code.GRADIENT_SCALE, change.get().span(), exponent);
            report.add(
                    diagnostic.withHelp(squared(change.get(), scale).map(GradientScaleLint::help)));
        }
    }

    private static String help(String state) {
        return "`%s` goes with the square of the gradient; take its root: `sqrt(%s)`"
                .formatted(state, state);
    }

    /** A state that goes with the square of the gradient. */
    private Optional<String> squared(Expr change, GradientScale scale) {
        return Expressions.names(change).stream()
                .filter(name -> rule.state(name.name()).isPresent())
                .filter(name -> scale.of(name).isKnown() && scale.of(name).exponent() == 2)
                .map(Expr.Name::name)
                .findFirst();
    }

    /** What is added to the parameter or subtracted from it. */
    private Optional<Expr> change(Statement statement) {
        if (statement.assignment() == Assignment.ADD
                || statement.assignment() == Assignment.SUBTRACT) {
            return Optional.of(statement.value());
        }
        boolean written =
                statement.assignment() == Assignment.SET
                        && statement.value() instanceof Expr.Binary sum
                        && (sum.operator() == BinaryOperator.ADD
                                || sum.operator() == BinaryOperator.SUBTRACT)
                        && Expressions.isName(sum.left(), rule.parameter());
        return written ? Optional.of(((Expr.Binary) statement.value()).right()) : Optional.empty();
    }
}
