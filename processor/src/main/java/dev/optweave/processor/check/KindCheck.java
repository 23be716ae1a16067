package dev.optweave.processor.check;

import dev.optweave.State.Shape;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import java.util.List;
import java.util.Optional;

/** Checks where each value is computed against where it is stored. */
final class KindCheck {

    private final Rule rule;
    private final Names names;
    private final Report report = new Report();
    private final Typing typing;

    private KindCheck(Rule rule) {
        this.rule = rule;
        this.names = new Names(rule);
        this.typing = new Typing(rule, report);
    }

    static List<Diagnostic> check(Rule rule) {
        KindCheck check = new KindCheck(rule);
        rule.states().forEach(check::init);
        rule.statements().forEach(check::statement);
        Typing points = new Typing(rule, check.report);
        rule.gradientAt().ifPresent(point -> check.point(points, point, "`@GradientAt`"));
        rule.evaluateAt().ifPresent(point -> check.point(points, point, "`@EvaluateAt`"));
        rule.evaluateAt().ifPresent(check::withoutGradient);
        return check.report.diagnostics();
    }

    private void init(StateVariable state) {
        for (Expr.Call call : Expressions.calls(state.init())) {
            Optional<Builtin> function = Expressions.builtin(call);
            if (function.isEmpty() || !InitCheck.isAllowed(function.get())) {
                return;
            }
        }
        typing.numeric(state.init());
    }

    private void statement(Statement statement) {
        statement.period().ifPresent(this::period);
        String target = statement.target().name();
        if (names.isLocal(target)) {
            typing.assign(target, typing.of(statement.value()));
            return;
        }
        Optional<ValueType> value = typing.numeric(statement.value());
        Optional<StateVariable> state = rule.state(target);
        if (value.isPresent() && state.isPresent()) {
            store(state.get(), value.get(), statement.value());
        }
    }

    private void period(Expr period) {
        Optional<ValueType> type = typing.numeric(period);
        if (type.isPresent() && type.get().kind().compareTo(Kind.STEP) > 0) {
            report.add(Code.PERIOD_KIND, period.span());
        }
    }

    private void store(StateVariable state, ValueType value, Expr expression) {
        boolean scalar = state.shape() == Shape.TENSOR || state.shape() == Shape.STEP;
        if (scalar && value.kind() == Kind.ELEMENT) {
            needsReduction(state, expression);
        } else if (state.shape() == Shape.STEP && value.kind() == Kind.TENSOR) {
            needsAll(state, expression);
        }
    }

    private void needsReduction(StateVariable state, Expr expression) {
        boolean step = state.shape() == Shape.STEP;
        String text = Expressions.text(expression);
        String fix = step ? "all(mean(" + text + "))" : "mean(" + text + ")";
        report.add(
                Diagnostic.of(
                                Code.NEEDS_REDUCTION,
                                expression.span(),
                                state.name(),
                                step ? "a step" : "for each tensor")
                        .withHelp(
                                "reduce it with %s%s, as in `%s`"
                                        .formatted(
                                                Typing.reductions(),
                                                step ? ", inside `all(…)`" : "",
                                                fix)));
    }

    private void needsAll(StateVariable state, Expr expression) {
        Optional<String> reduction =
                Expressions.calls(expression).stream()
                        .filter(
                                call ->
                                        Expressions.builtin(call)
                                                .filter(f -> f.isReduction())
                                                .isPresent())
                        .map(Expressions::text)
                        .findFirst();
        report.add(
                Diagnostic.of(Code.NEEDS_ALL, expression.span(), state.name())
                        .withHelp(
                                "reduce over all tensors: `all(%s)`"
                                        .formatted(reduction.orElse("sum(x)"))));
    }

    private void point(Typing points, Expr point, String annotation) {
        Optional<ValueType> type = points.numeric(point);
        if (type.isPresent() && type.get().kind() != Kind.ELEMENT) {
            report.add(Code.POINT_KIND, point.span(), annotation, type.get().words());
        }
    }

    private void withoutGradient(Expr point) {
        Expressions.names(point).stream()
                .filter(name -> name.name().equals(rule.gradient()))
                .findFirst()
                .ifPresent(name -> report.add(Code.POINT_USES_GRADIENT, name.span()));
    }
}
