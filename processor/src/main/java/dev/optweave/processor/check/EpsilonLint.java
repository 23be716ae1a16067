package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Warns of small numbers that guard elements in double, but are zero in float. */
final class EpsilonLint {

    private final Rule rule;
    private final Report report = new Report();
    private final Typing typing;

    private EpsilonLint(Rule rule) {
        this.rule = rule;
        this.typing = new Typing(rule, new Report());
    }

    static List<Diagnostic> check(Rule rule) {
        EpsilonLint lint = new EpsilonLint(rule);
        for (Statement statement : rule.statements()) {
            Expressions.within(statement.value()).forEach(lint::guard);
            lint.typing.assign(statement.target().name(), lint.typing.of(statement.value()));
        }
        return lint.report.diagnostics();
    }

    private void guard(Expr expression) {
        boolean sum =
                expression instanceof Expr.Binary binary && binary.operator() == BinaryOperator.ADD;
        if (sum || Expressions.isCall(expression, Builtin.MAX)) {
            List<Expr> operands = Expressions.children(expression);
            guard(operands.get(0), operands.get(1));
            guard(operands.get(1), operands.get(0));
        }
    }

    private void guard(Expr guarded, Expr epsilon) {
        OptionalDouble value = byDefault(epsilon);
        boolean vanishes =
                value.isPresent() && value.getAsDouble() != 0 && (float) value.getAsDouble() == 0;
        if (vanishes && isElement(guarded)) {
            report.add(
                    Code.VANISHING_EPSILON,
                    epsilon.span(),
                    Expressions.text(epsilon),
                    Double.toString(value.getAsDouble()));
        }
    }

    private boolean isElement(Expr expression) {
        Optional<ValueType> type = typing.of(expression);
        return type.isPresent() && type.get().kind() == Kind.ELEMENT;
    }

    /** The value of an expression of numbers and hyperparameters, at their defaults. */
    private OptionalDouble byDefault(Expr expression) {
        if (expression instanceof Expr.Name name) {
            Optional<Rule.Hyperparameter> hyperparameter = rule.hyperparameter(name.name());
            return hyperparameter.isPresent()
                    ? OptionalDouble.of(hyperparameter.get().defaultValue())
                    : OptionalDouble.empty();
        }
        if (expression instanceof Expr.Binary binary) {
            OptionalDouble left = byDefault(binary.left());
            OptionalDouble right = byDefault(binary.right());
            return left.isPresent() && right.isPresent()
                    ? Expressions.computed(
                            binary.operator(), left.getAsDouble(), right.getAsDouble())
                    : OptionalDouble.empty();
        }
        return Expressions.constant(expression);
    }
}
