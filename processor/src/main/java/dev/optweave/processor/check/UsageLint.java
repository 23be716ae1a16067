package dev.optweave.processor.check;

import dev.optweave.WeightDecay;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import java.util.List;
import java.util.Optional;

/** Warns of names that change nothing, and of a weight decay that applies twice. */
final class UsageLint {

    private final Rule rule;
    private final Report report = new Report();

    private UsageLint(Rule rule) {
        this.rule = rule;
    }

    static List<Diagnostic> check(Rule rule) {
        UsageLint lint = new UsageLint(rule);
        for (StateVariable state : rule.states()) {
            if (!lint.isRead(state)) {
                lint.unread(state);
            }
        }
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            if (!lint.isUsed(hyperparameter)) {
                lint.unused(hyperparameter);
            }
        }
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            lint.appliedTwice(hyperparameter);
        }
        return lint.report.diagnostics();
    }

    /** A state that only its own update reads changes nothing. */
    private boolean isRead(StateVariable state) {
        String name = state.name();
        for (Statement statement : rule.statements()) {
            boolean byItself = statement.target().name().equals(name);
            if (!byItself && Expressions.uses(statement.value(), name)
                    || statement.period().isPresent()
                            && Expressions.uses(statement.period().get(), name)) {
                return true;
            }
        }
        return Expressions.anyUses(Expressions.points(rule), name);
    }

    private void unread(StateVariable state) {
        report.add(Code.UNREAD_STATE, Report.method(state.name()), state.name());
    }

    private boolean isUsed(Hyperparameter hyperparameter) {
        String name = hyperparameter.name();
        return isAutomatic(hyperparameter)
                || hyperparameter.role() == Role.LEARNING_RATE && isDecayDecoupled()
                || Expressions.anyUses(Expressions.all(rule), name)
                || rule.states().stream()
                        .anyMatch(s -> s.biasCorrection().equals(Optional.of(name)));
    }

    private boolean isDecayDecoupled() {
        return rule.hyperparameters().stream()
                .anyMatch(h -> h.mode().equals(Optional.of(WeightDecay.Mode.DECOUPLED)));
    }

    private static boolean isAutomatic(Hyperparameter hyperparameter) {
        return hyperparameter.mode().isPresent()
                && hyperparameter.mode().get() != WeightDecay.Mode.EXPLICIT;
    }

    private void unused(Hyperparameter hyperparameter) {
        String what =
                switch (hyperparameter.role()) {
                    case LEARNING_RATE -> "the learning rate";
                    case DECAY_RATE -> "the decay rate";
                    case HYPER -> "the hyperparameter";
                    case WEIGHT_DECAY -> "the weight decay";
                };
        String name = hyperparameter.name();
        report.add(Code.UNUSED_HYPERPARAMETER, Report.method(name), what, name);
    }

    private void appliedTwice(Hyperparameter hyperparameter) {
        if (!isAutomatic(hyperparameter)) {
            return;
        }
        String name = hyperparameter.name();
        for (Expr expression : Expressions.ofStatements(rule)) {
            for (Expr part : Expressions.within(expression)) {
                if (Expressions.isName(part, name)) {
                    report.add(Code.DOUBLE_WEIGHT_DECAY, part.span(), name);
                    return;
                }
            }
        }
    }
}
