package dev.optweave.processor.check;

import dev.optweave.State.Shape;
import dev.optweave.processor.check.Names.Meaning;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import java.util.List;
import java.util.Optional;

/** Checks what states start as, before there is any step. */
final class InitCheck {

    private final Rule rule;
    private final Names names;
    private final Report report = new Report();

    private InitCheck(Rule rule) {
        this.rule = rule;
        this.names = new Names(rule);
    }

    static List<Diagnostic> check(Rule rule) {
        InitCheck check = new InitCheck(rule);
        rule.states().forEach(check::state);
        return check.report.diagnostics();
    }

    /** Where a function cannot be used, what it is applied to may be right for another one. */
    private void state(StateVariable state) {
        List<Expr> parts = Expressions.within(state.init());
        List<Expr> forbidden = parts.stream().filter(InitCheck::isForbiddenCall).toList();
        for (Expr part : forbidden) {
            Expr.Call call = (Expr.Call) part;
            report.add(Code.INIT_FUNCTION, call.functionSpan(), call.function());
        }
        if (forbidden.isEmpty()) {
            parts.stream()
                    .filter(Expr.Name.class::isInstance)
                    .forEach(part -> name(state, (Expr.Name) part));
        }
    }

    private void name(StateVariable state, Expr.Name use) {
        Optional<Meaning> meaning = names.anywhere(use.name());
        if (meaning.isEmpty()) {
            report.add(
                    Diagnostic.of(Code.UNKNOWN_NAME, use.span(), use.name())
                            .withHelp(names.help(use.name())));
            return;
        }
        switch (meaning.get()) {
            case STATE, LOCAL, STEP_NUMBER ->
                    report.add(Code.INIT_NAME, use.span(), meaning.get().words(), use.name());
            case PARAMETER, GRADIENT -> {
                if (state.shape() == Shape.TENSOR || state.shape() == Shape.STEP) {
                    String keeps = state.shape() == Shape.TENSOR ? "for each tensor" : "a step";
                    report.add(Code.INIT_KIND, use.span(), state.name(), keeps);
                }
            }
            case LEARNING_RATE, DECAY_RATE, HYPERPARAMETER, WEIGHT_DECAY -> {
                // what a state may start as
            }
        }
    }

    /** What is wrong with a call itself is told by the check of names. */
    private static boolean isForbiddenCall(Expr part) {
        return part instanceof Expr.Call call
                && Expressions.builtin(call).filter(function -> !isAllowed(function)).isPresent();
    }

    /** Whether a function can be computed before there is any step. */
    static boolean isAllowed(Builtin function) {
        return function.category() == Builtin.Category.ELEMENT_WISE
                || function == Builtin.EMA
                || function == Builtin.LERP;
    }
}
