package dev.optweave.processor.check;

import dev.optweave.WeightDecay;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Warns of names that change nothing, and of a weight decay that applies twice. */
final class UsageLint {

    private final Rule rule;
    private final Report report = new Report();

    private UsageLint(Rule rule) {
        this.rule = rule;
    }

    static List<Diagnostic> check(Rule rule) {
        UsageLint lint = new UsageLint(rule);
        rule.states().stream().filter(state -> !lint.isRead(state)).forEach(lint::unread);
        rule.hyperparameters().stream().filter(h -> !lint.isUsed(h)).forEach(lint::unused);
        rule.hyperparameters().forEach(lint::appliedTwice);
        return lint.report.diagnostics();
    }

    /** A state that only its own update reads changes nothing. */
    private boolean isRead(StateVariable state) {
        String name = state.name();
        boolean byOthers =
                rule.statements().stream()
                        .filter(statement -> !statement.target().name().equals(name))
                        .flatMap(Expressions::ofStatement)
                        .anyMatch(expression -> Expressions.uses(expression, name));
        boolean asPeriod =
                rule.statements().stream()
                        .flatMap(statement -> statement.period().stream())
                        .anyMatch(period -> Expressions.uses(period, name));
        return byOthers
                || asPeriod
                || Expressions.points(rule).anyMatch(point -> Expressions.uses(point, name));
    }

    private void unread(StateVariable state) {
        report.add(Code.UNREAD_STATE, Report.method(state.name()), state.name());
    }

    private boolean isUsed(Hyperparameter hyperparameter) {
        String name = hyperparameter.name();
        return isAutomatic(hyperparameter)
                || hyperparameter.role() == Role.LEARNING_RATE && isDecayDecoupled()
                || rule.states().stream()
                        .anyMatch(s -> s.biasCorrection().equals(Optional.of(name)))
                || Expressions.all(rule).anyMatch(e -> Expressions.uses(e, name));
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
        Stream<Expr> everywhere = Expressions.ofStatements(rule);
        everywhere
                .flatMap(Expressions::names)
                .filter(use -> use.name().equals(hyperparameter.name()))
                .findFirst()
                .ifPresent(use -> report.add(Code.DOUBLE_WEIGHT_DECAY, use.span(), use.name()));
    }
}
