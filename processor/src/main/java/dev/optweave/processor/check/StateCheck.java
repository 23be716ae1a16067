package dev.optweave.processor.check;

import dev.optweave.processor.check.Names.Meaning;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.equation.Statement.Assignment;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Checks what is assigned, and the words that are about states: {@code old} and {@code hat}. */
final class StateCheck {

    private final Rule rule;
    private final Names names;
    private final Report report = new Report();
    private final Set<String> assigned = new HashSet<>();

    private StateCheck(Rule rule) {
        this.rule = rule;
        this.names = new Names(rule);
    }

    static List<Diagnostic> check(Rule rule) {
        StateCheck check = new StateCheck(rule);
        rule.statements().forEach(check::statement);
        Expressions.points(rule).forEach(check::words);
        check.parameterUpdated();
        return check.report.diagnostics();
    }

    private void statement(Statement statement) {
        target(statement);
        statement.period().ifPresent(this::period);
        Expressions.ofStatement(statement).forEach(this::words);
    }

    private void target(Statement statement) {
        Expr.Name target = statement.target();
        String name = target.name();
        Optional<Meaning> meaning = names.declared(name);
        if (name.equals(Statement.UNKNOWN_TARGET)
                || names.subscripted(name).isPresent()
                || names.isForeignParameter(name)) {
            return;
        }
        if (meaning.isEmpty()) {
            local(statement);
        } else if (meaning.get().isHyperparameter()) {
            report.add(Code.ASSIGNED_HYPERPARAMETER, target.span(), name, meaning.get().words());
        } else if (meaning.get() == Meaning.GRADIENT && !name.equals(rule.parameter())) {
            report.add(Code.ASSIGNED_GRADIENT, target.span(), name);
        } else if (meaning.get() == Meaning.STEP_NUMBER) {
            report.add(Code.ASSIGNED_STEP_NUMBER, target.span(), name);
        }
    }

    private void local(Statement statement) {
        Expr.Name target = statement.target();
        String name = target.name();
        if (Builtin.named(name).isPresent()) {
            report.add(Code.ASSIGNED_FUNCTION, target.span(), name);
        } else if (!DeclarationCheck.isValidName(name)) {
            report.add(Code.INVALID_NAME, target.span(), name);
        } else if (statement.assignment() != Assignment.SET) {
            compound(statement);
        } else if (!assigned.add(name)) {
            report.add(Code.ASSIGNED_TWICE, target.span(), name);
        } else if (statement.period().isPresent()) {
            report.add(Code.CONDITIONAL_LOCAL, target.span(), name);
        }
    }

    private void compound(Statement statement) {
        Expr.Name target = statement.target();
        if (assigned.contains(target.name())) {
            report.add(Code.ASSIGNED_TWICE, target.span(), target.name());
        } else if (names.similarTarget(target.name()).isEmpty() || names.isLocal(target.name())) {
            report.add(
                    Code.COMPOUND_WITHOUT_VALUE,
                    target.span(),
                    target.name(),
                    statement.assignment().symbol());
        }
    }

    private void parameterUpdated() {
        boolean updated = false;
        for (Statement statement : rule.statements()) {
            updated |= mayMeanParameter(statement.target().name());
        }
        boolean complete = !rule.statements().isEmpty() && !Expressions.hasErroneous(rule);
        if (!updated && complete && report.isEmpty()) {
            report.add(
                    Code.PARAMETER_NOT_UPDATED,
                    Report.onRule("Update", "value", rule.parameter()),
                    rule.parameter());
        }
    }

    private boolean mayMeanParameter(String target) {
        boolean misspelt =
                names.anywhere(target).isEmpty()
                        && names.similarTarget(target).equals(Optional.of(rule.parameter()));
        return target.equals(rule.parameter())
                || target.equals(Statement.UNKNOWN_TARGET)
                || misspelt
                || names.isForeignParameter(target)
                || names.subscripted(target).equals(Optional.of(rule.parameter()));
    }

    /** A period that is one number must count steps; other periods are known only at run time. */
    private void period(Expr period) {
        OptionalDouble value = Expressions.constant(period);
        if (value.isEmpty() && period instanceof Expr.Name name) {
            Optional<Hyperparameter> hyperparameter = rule.hyperparameter(name.name());
            value =
                    hyperparameter.isPresent()
                            ? OptionalDouble.of(hyperparameter.get().defaultValue())
                            : OptionalDouble.empty();
        }
        if (value.isPresent() && !isPeriod(value.getAsDouble())) {
            report.add(Code.PERIOD_VALUE, period.span(), Expressions.plain(value.getAsDouble()));
        }
    }

    private static boolean isPeriod(double value) {
        return value >= 1 && value == Math.rint(value) && Double.isFinite(value);
    }

    private void words(Expr expression) {
        Expressions.calls(expression, Builtin.OLD).forEach(this::old);
        Expressions.calls(expression, Builtin.HAT).forEach(this::hat);
    }

    private void old(Expr.Call call) {
        Expr argument = call.arguments().get(0);
        if (isUnknown(argument)) {
            return;
        }
        boolean known =
                argument instanceof Expr.Name name
                        && (rule.state(name.name()).isPresent()
                                || name.name().equals(rule.parameter()));
        if (!known) {
            String text = Expressions.text(argument);
            Diagnostic diagnostic = Diagnostic.of(Code.OLD_OF_NON_STATE, call.span(), text);
            report.add(
                    names.isOldOfLocal(call)
                            ? diagnostic.withHelp(
                                    "`%1$s` lasts for one step; to keep it, declare a state: `@State Slot %1$s();`"
                                            .formatted(text))
                            : diagnostic);
        }
    }

    private void hat(Expr.Call call) {
        Expr argument = call.arguments().get(0);
        if (isUnknown(argument)) {
            return;
        }
        Optional<StateVariable> state =
                argument instanceof Expr.Name name ? rule.state(name.name()) : Optional.empty();
        if (state.isEmpty()) {
            report.add(Code.HAT_OF_NON_STATE, call.span(), Expressions.text(argument));
        } else if (state.get().biasCorrection().isEmpty()) {
            String name = state.get().name();
            report.add(Code.HAT_WITHOUT_CORRECTION, argument.span(), name, rateOf(name));
        }
    }

    /** Whether something about the argument is reported elsewhere. */
    private boolean isUnknown(Expr argument) {
        return Expressions.within(argument).stream()
                .anyMatch(
                        part ->
                                part instanceof Expr.Erroneous
                                        || part instanceof Expr.Name name
                                                && names.anywhere(name.name()).isEmpty());
    }

    /** The decay rate that a state is averaged with, or the first one. */
    private String rateOf(String state) {
        return rule.statements().stream()
                .filter(statement -> statement.target().name().equals(state))
                .flatMap(statement -> Expressions.calls(statement.value(), Builtin.EMA).stream())
                .map(average -> Expressions.text(average.arguments().get(2)))
                .findFirst()
                .or(
                        () ->
                                rule.hyperparameters().stream()
                                        .filter(h -> h.role() == Role.DECAY_RATE)
                                        .map(Hyperparameter::name)
                                        .findFirst())
                .orElse("beta1");
    }
}
