package dev.optweave.processor.program;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Parser;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes rules for tests, as short as a researcher would. */
public final class Rules {

    private final List<Hyperparameter> hyperparameters = new ArrayList<>();
    private final List<StateVariable> states = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Arithmetic arithmetic = Arithmetic.FAST;
    private Optional<Expr> gradientAt = Optional.empty();
    private Optional<Expr> evaluateAt = Optional.empty();

    /** AdamW with its usual defaults. */
    public static Rule adamW() {
        return rule().learningRate("lr", 1e-3)
                .decayRate("beta1", 0.9)
                .decayRate("beta2", 0.999)
                .hyper("eps", 1e-8)
                .weightDecay("weightDecay", 1e-2, WeightDecay.Mode.DECOUPLED)
                .state("m", "beta1")
                .state("v", "beta2")
                .update(
                        "m = ema(m, g, beta1)",
                        "v = ema(v, g^2, beta2)",
                        "w -= lr * hat(m) / (sqrt(hat(v)) + eps)")
                .build();
    }

    public static Rules rule() {
        return new Rules();
    }

    public Rules strict() {
        arithmetic = Arithmetic.STRICT;
        return this;
    }

    public Rules learningRate(String name, double value) {
        return add(name, Role.LEARNING_RATE, value, Double.POSITIVE_INFINITY);
    }

    public Rules decayRate(String name, double value) {
        return add(name, Role.DECAY_RATE, value, 1);
    }

    public Rules hyper(String name, double value) {
        return add(name, Role.HYPER, value, Double.POSITIVE_INFINITY);
    }

    public Rules weightDecay(String name, double value, WeightDecay.Mode mode) {
        Range range = new Range(0, false, Double.POSITIVE_INFINITY, false);
        hyperparameters.add(
                new Hyperparameter(name, Role.WEIGHT_DECAY, value, range, Optional.of(mode), ""));
        return this;
    }

    public Rules state(String name) {
        return state(name, Shape.ELEMENT, "0", Optional.empty());
    }

    public Rules state(String name, String biasCorrection) {
        return state(name, Shape.ELEMENT, "0", Optional.of(biasCorrection));
    }

    public Rules state(String name, Shape shape, String init) {
        return state(name, shape, init, Optional.empty());
    }

    /** A state per element in reduced storage. */
    public Rules state(String name, Storage storage, Rounding rounding) {
        Expr zero = expression(new Place.Initialization(name), "0");
        states.add(
                new StateVariable(
                        name, Shape.ELEMENT, zero, Optional.empty(), storage, rounding, ""));
        return this;
    }

    public Rules update(String... equations) {
        for (int index = 0; index < equations.length; index++) {
            var parsed = Parser.statements(new Source(new Place.Equation(index), equations[index]));
            if (!parsed.diagnostics().isEmpty()) {
                throw new IllegalArgumentException(parsed.diagnostics().toString());
            }
            statements.addAll(parsed.value());
        }
        return this;
    }

    public Rules gradientAt(String point) {
        gradientAt = Optional.of(expression(new Place.GradientPoint(), point));
        return this;
    }

    public Rules evaluateAt(String point) {
        evaluateAt = Optional.of(expression(new Place.EvaluationPoint(), point));
        return this;
    }

    public Rule build() {
        return new Rule(
                "Example",
                "example",
                "ExampleRule",
                "",
                arithmetic,
                "w",
                "g",
                hyperparameters,
                states,
                statements,
                gradientAt,
                evaluateAt);
    }

    private Rules state(String name, Shape shape, String init, Optional<String> rate) {
        Expr first = expression(new Place.Initialization(name), init);
        states.add(new StateVariable(name, shape, first, rate, Storage.SAME, Rounding.NEAREST, ""));
        return this;
    }

    private Rules add(String name, Role role, double value, double max) {
        Range range = new Range(0, false, max, max == 1);
        hyperparameters.add(new Hyperparameter(name, role, value, range, Optional.empty(), ""));
        return this;
    }

    private static Expr expression(Place place, String text) {
        return Parser.expression(new Source(place, text)).value().orElseThrow();
    }
}
