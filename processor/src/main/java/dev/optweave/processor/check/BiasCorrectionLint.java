package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.source.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Warns of a moving average that starts at 0, and so is too small at first, where nothing makes up
 * for that: no {@code hat} or {@code unbias}, no power of the step number, no sign that takes the
 * size away, and no second average whose bias cancels it in a ratio. A correction that is declared
 * makes up for nothing until {@code hat} applies it.
 */
final class BiasCorrectionLint {

    private final Rule rule;
    private final Set<String> corrected = new HashSet<>();
    private final Map<String, Expr> rates = new HashMap<>();
    private final Report report = new Report();

    private BiasCorrectionLint(Rule rule) {
        this.rule = rule;
        for (Expr expression : Expressions.all(rule)) {
            for (Expr.Call hat : Expressions.calls(expression, Builtin.HAT)) {
                Expressions.names(hat).forEach(state -> corrected.add(state.name()));
            }
        }
    }

    static List<Diagnostic> check(Rule rule) {
        BiasCorrectionLint lint = new BiasCorrectionLint(rule);
        if (!lint.correctsByHand()) {
            for (StateVariable state : rule.states()) {
                lint.findRate(state);
            }
            for (StateVariable state : rule.states()) {
                if (lint.isBiased(state)) {
                    lint.state(state);
                }
            }
        }
        return lint.report.diagnostics();
    }

    /** Whether the rule has a power of the step number, as corrections written out have. */
    private boolean correctsByHand() {
        for (Expr expression : Expressions.ofStatements(rule)) {
            for (Expr part : Expressions.within(expression)) {
                if (part instanceof Expr.Binary power
                        && power.operator() == BinaryOperator.POWER
                        && Expressions.uses(power.right(), Rule.STEP_NUMBER)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a state starts at 0, and no {@code hat} ever corrects it. */
    private boolean startsUncorrected(StateVariable state) {
        return Expressions.constant(state.init()).orElse(1) == 0
                && !corrected.contains(state.name());
    }

    /**
     * Whether a state is an average whose bias nothing cancels, or declared to need a correction as
     * averages do.
     */
    private boolean isBiased(StateVariable state) {
        return startsUncorrected(state)
                && (state.biasCorrection().isPresent()
                        || rates.containsKey(state.name()) && !isCancelled(state.name()));
    }

    private void findRate(StateVariable state) {
        if (!startsUncorrected(state)) {
            return;
        }
        for (Statement statement : rule.statements()) {
            if (statement.target().name().equals(state.name())
                    && statement.assignment() == Statement.Assignment.SET) {
                Optional<Expr> rate = rate(statement.value(), state.name());
                if (rate.isPresent()) {
                    rates.putIfAbsent(state.name(), rate.get());
                }
            }
        }
    }

    /** The rate, if the value is a moving average of the state: called so, or written out. */
    private static Optional<Expr> rate(Expr value, String state) {
        if (Expressions.isCall(value, Builtin.EMA)) {
            List<Expr> arguments = ((Expr.Call) value).arguments();
            return Expressions.isName(arguments.get(0), state)
                    ? Optional.of(arguments.get(2))
                    : Optional.empty();
        }
        if (value instanceof Expr.Binary sum && sum.operator() == BinaryOperator.ADD) {
            for (Expr term : List.of(sum.left(), sum.right())) {
                Optional<Expr> rate = factorOf(term, state);
                if (rate.isPresent() && hasComplement(sum, rate.get())) {
                    return rate;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Expr> factorOf(Expr term, String state) {
        if (!(term instanceof Expr.Binary product)
                || product.operator() != BinaryOperator.MULTIPLY) {
            return Optional.empty();
        }
        if (Expressions.isName(product.right(), state)) {
            return Optional.of(product.left());
        }
        return Expressions.isName(product.left(), state)
                ? Optional.of(product.right())
                : Optional.empty();
    }

    /** Whether 1 - rate occurs. */
    private static boolean hasComplement(Expr sum, Expr rate) {
        for (Expr part : Expressions.within(sum)) {
            if (part instanceof Expr.Binary rest
                    && rest.operator() == BinaryOperator.SUBTRACT
                    && Expressions.constant(rest.left()).orElse(0) == 1
                    && isSame(rest.right(), rate)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(Expr first, Expr second) {
        return Expressions.text(first).equals(Expressions.text(second));
    }

    /** Whether another average with the same rate averages something made of this one. */
    private boolean isCancelled(String state) {
        for (String other : rates.keySet()) {
            boolean sameRate = isSame(rates.get(state), rates.get(other));
            boolean related = inputs(other).contains(state) || inputs(state).contains(other);
            if (!other.equals(state) && sameRate && related) {
                return true;
            }
        }
        return false;
    }

    /** All names that a state's update is made of, besides itself. */
    private Set<String> inputs(String state) {
        Set<String> inputs = new HashSet<>();
        collectInputs(state, inputs);
        inputs.remove(state);
        return inputs;
    }

    private void collectInputs(String name, Set<String> inputs) {
        for (Statement statement : rule.statements()) {
            if (statement.target().name().equals(name)) {
                for (Expr.Name input : Expressions.names(statement.value())) {
                    if (inputs.add(input.name())) {
                        collectInputs(input.name(), inputs);
                    }
                }
            }
        }
    }

    private void state(StateVariable state) {
        String name = state.name();
        for (Statement statement : rule.statements()) {
            String target = statement.target().name();
            if (!target.equals(name) && !isCorrected(target)) {
                Optional<Expr> use = uncorrected(statement.value(), name);
                if (use.isPresent()) {
                    report.add(missing(state, use.get().span()));
                    return;
                }
            }
        }
    }

    private Diagnostic missing(StateVariable state, Span use) {
        String name = state.name();
        if (state.biasCorrection().isEmpty()) {
            String rate = Expressions.text(rates.get(name));
            return Diagnostic.of(Code.MISSING_BIAS_CORRECTION, use, name, rate);
        }
        return new Diagnostic(
                Code.MISSING_BIAS_CORRECTION,
                use,
                "`" + name + "` is used without the bias correction that it is declared with",
                Optional.of(
                        "write `hat("
                                + name
                                + ")`"
                                + (rates.containsKey(name)
                                        ? ""
                                        : ", or remove its `@BiasCorrection`")));
    }

    private boolean isCorrected(String target) {
        return rule.state(target).flatMap(StateVariable::biasCorrection).isPresent();
    }

    /** The first use of the name, besides those that make up for its bias. */
    private static Optional<Expr> uncorrected(Expr expression, String name) {
        if (Expressions.isName(expression, name)) {
            return Optional.of(expression);
        }
        boolean compensates =
                Expressions.isCall(expression, Builtin.UNBIAS)
                        || Expressions.isCall(expression, Builtin.SIGN)
                        || isComparison(expression);
        if (!compensates) {
            for (Expr child : Expressions.children(expression)) {
                Optional<Expr> use = uncorrected(child, name);
                if (use.isPresent()) {
                    return use;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isComparison(Expr expression) {
        if (!(expression instanceof Expr.Binary binary)) {
            return false;
        }
        return switch (binary.operator()) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, EQUAL, NOT_EQUAL -> true;
            default -> false;
        };
    }
}
