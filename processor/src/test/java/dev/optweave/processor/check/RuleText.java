package dev.optweave.processor.check;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.diagnostic.Diagnostic;
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

/** Rules for tests of the checks, written in one breath; what is parsed need not be right. */
final class RuleText {

    private final List<Hyperparameter> hyperparameters = new ArrayList<>();
    private final List<StateVariable> states = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private String parameter = "w";
    private String gradient = "g";
    private Optional<Expr> gradientAt = Optional.empty();
    private Optional<Expr> evaluateAt = Optional.empty();

    private RuleText(String... equations) {
        for (int i = 0; i < equations.length; i++) {
            var parsed = Parser.statements(new Source(new Place.Equation(i), equations[i]));
            statements.addAll(parsed.value());
            diagnostics.addAll(parsed.diagnostics());
        }
    }

    /** A rule that has nothing but these equations yet. */
    static RuleText bare(String... equations) {
        return new RuleText(equations);
    }

    /** A rule with the names of Adam: lr, beta1, beta2, eps, and m and v with their corrections. */
    static RuleText adam(String... equations) {
        return bare(equations)
                .rate("lr", 1e-3)
                .decay("beta1", 0.9)
                .decay("beta2", 0.999)
                .hyper("eps", 1e-8)
                .state("m", "beta1")
                .state("v", "beta2");
    }

    RuleText named(String newParameter, String newGradient) {
        parameter = newParameter;
        gradient = newGradient;
        return this;
    }

    RuleText rate(String name, double value) {
        return add(name, Role.LEARNING_RATE, value, Optional.empty());
    }

    RuleText decay(String name, double value) {
        return add(name, Role.DECAY_RATE, value, Optional.empty());
    }

    RuleText hyper(String name, double value) {
        return add(name, Role.HYPER, value, Optional.empty());
    }

    RuleText weightDecay(String name, WeightDecay.Mode mode) {
        return add(name, Role.WEIGHT_DECAY, 0.01, Optional.of(mode));
    }

    private RuleText add(String name, Role role, double value, Optional<WeightDecay.Mode> mode) {
        Range range = new Range(0, false, Double.POSITIVE_INFINITY, false);
        hyperparameters.add(new Hyperparameter(name, role, value, range, mode, ""));
        return this;
    }

    RuleText state(String name) {
        return state(name, Shape.ELEMENT, "0");
    }

    RuleText state(String name, String decayRate) {
        return add(name, Shape.ELEMENT, "0", Optional.of(decayRate));
    }

    RuleText state(String name, Shape shape, String init) {
        return add(name, shape, init, Optional.empty());
    }

    private RuleText add(String name, Shape shape, String init, Optional<String> rate) {
        Source source = new Source(new Place.Initialization(name), init);
        return add(
                new StateVariable(
                        name,
                        shape,
                        Parser.expression(source).value().orElseThrow(),
                        rate,
                        Storage.SAME,
                        Rounding.NEAREST,
                        ""));
    }

    RuleText add(StateVariable state) {
        states.add(state);
        return this;
    }

    RuleText gradientAt(String point) {
        gradientAt = Parser.expression(new Source(new Place.GradientPoint(), point)).value();
        return this;
    }

    RuleText evaluateAt(String point) {
        evaluateAt = Parser.expression(new Source(new Place.EvaluationPoint(), point)).value();
        return this;
    }

    Rule build() {
        return new Rule(
                "Tested",
                "",
                "TestedRule",
                "",
                Arithmetic.FAST,
                parameter,
                gradient,
                hyperparameters,
                states,
                statements,
                gradientAt,
                evaluateAt);
    }

    /** What the parser and the checks say together. */
    List<Diagnostic> diagnostics() {
        List<Diagnostic> all = new ArrayList<>(diagnostics);
        all.addAll(RuleCheck.check(build()));
        return all;
    }

    /** Code and underlined piece of each diagnostic: {@code unknown-name betal}. */
    List<String> found() {
        return diagnostics().stream().map(d -> d.code().id() + " " + d.span().text()).toList();
    }

    /** The help of the only diagnostic. */
    String help() {
        List<Diagnostic> all = diagnostics();
        if (all.size() != 1) {
            throw new AssertionError("not one diagnostic: " + all);
        }
        return all.get(0).help().orElse("");
    }
}
