package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Expr.BinaryOperator;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Warns of a moving average that starts at 0, and so is too small at first, where nothing makes up
 * for that: no {@code hat} or {@code unbias}, no power of the step number, no sign that takes the
 * size away, and no second average whose bias cancels it in a ratio.
 */
final class BiasCorrectionLint {

    private final Rule rule;
    private final Map<String, Expr> rates = new HashMap<>();
    private final Report report = new Report();

    private BiasCorrectionLint(Rule rule) {
        this.rule = rule;
    }

    static List<Diagnostic> check(Rule rule) {
        BiasCorrectionLint lint = new BiasCorrectionLint(rule);
        if (!lint.correctsByHand()) {
            rule.states().forEach(lint::findRate);
            rule.states().stream()
                    .filter(state -> lint.rates.containsKey(state.name()))
                    .filter(state -> !lint.isCancelled(state.name()))
                    .forEach(lint::state);
        }
        return lint.report.diagnostics();
    }

    /** Whether the rule has a power of the step number, as corrections written out have. */
    private boolean correctsByHand() {
        return Expressions.ofStatements(rule)
                .flatMap(expression -> Expressions.within(expression).stream())
                .anyMatch(
                        part ->
                                part instanceof Expr.Binary power
                                        && power.operator() == BinaryOperator.POWER
                                        && Expressions.uses(power.right(), Rule.STEP_NUMBER));
    }

    private void findRate(StateVariable state) {
        boolean startsAtZero =
                Expressions.constant(state.init()).stream().anyMatch(value -> value == 0);
        if (startsAtZero && state.biasCorrection().isEmpty()) {
            rule.statements().stream()
                    .filter(statement -> statement.target().name().equals(state.name()))
                    .filter(statement -> statement.assignment() == Statement.Assignment.SET)
                    .flatMap(statement -> rate(statement.value(), state.name()).stream())
                    .findFirst()
                    .ifPresent(rate -> rates.put(state.name(), rate));
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
            return Stream.of(sum.left(), sum.right())
                    .flatMap(term -> factorOf(term, state).stream())
                    .filter(rate -> hasComplement(sum, rate))
                    .findFirst();
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
        return Expressions.within(sum).stream()
                .anyMatch(
                        part ->
                                part instanceof Expr.Binary rest
                                        && rest.operator() == BinaryOperator.SUBTRACT
                                        && Expressions.constant(rest.left()).stream()
                                                .anyMatch(one -> one == 1)
                                        && isSame(rest.right(), rate));
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
        rule.statements().stream()
                .filter(statement -> statement.target().name().equals(name))
                .flatMap(statement -> Expressions.names(statement.value()))
                .map(Expr.Name::name)
                .filter(inputs::add)
                .forEach(input -> collectInputs(input, inputs));
    }

    private void state(StateVariable state) {
        String name = state.name();
        rule.statements().stream()
                .filter(statement -> !statement.target().name().equals(name))
                .filter(statement -> !isCorrected(statement.target().name()))
                .flatMap(statement -> uncorrected(statement.value(), name))
                .findFirst()
                .ifPresent(
                        use ->
                                report.add(
                                        Code.MISSING_BIAS_CORRECTION,
                                        use.span(),
                                        name,
                                        Expressions.text(rates.get(name))));
    }

    private boolean isCorrected(String target) {
        return rule.state(target).flatMap(StateVariable::biasCorrection).isPresent();
    }

    private static Stream<Expr.Name> uncorrected(Expr expression, String name) {
        if (expression instanceof Expr.Name use) {
            return use.name().equals(name) ? Stream.of(use) : Stream.empty();
        }
        boolean compensates =
                Expressions.isCall(expression, Builtin.UNBIAS)
                        || Expressions.isCall(expression, Builtin.SIGN)
                        || isComparison(expression);
        return compensates
                ? Stream.empty()
                : Expressions.children(expression).stream()
                        .flatMap(child -> uncorrected(child, name));
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
