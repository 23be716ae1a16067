package dev.optweave.conformance.differential;

import dev.optweave.State.Shape;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a scenario of one group by evaluating the equations as they are written: what lowering and
 * all passes have to preserve, bit by bit, where the arithmetic is STRICT.
 */
final class WrittenRun implements WrittenExpressions.Names {

    private final Rule rule;
    private final Scenario scenario;
    private final Tensors tensors;
    private final WrittenExpressions expressions;
    private final Outcome outcome = new Outcome();

    /** Parameter and states, from step to step. */
    private final Map<String, Value> memory = new LinkedHashMap<>();

    private final Map<String, Double> products = new HashMap<>();
    private Map<String, Value> current = new HashMap<>();
    private Map<String, Value> old = Map.of();

    private WrittenRun(Rule rule, Scenario scenario) {
        this.rule = rule;
        this.scenario = scenario;
        this.tensors =
                new Tensors(
                        scenario.tensors().stream().mapToInt(TensorSpec::size).toArray(),
                        scenario.type());
        this.expressions = new WrittenExpressions(tensors, this);
    }

    /** What the rule leaves behind. */
    static Outcome run(Rule rule, Scenario scenario) {
        return new WrittenRun(rule, scenario).run();
    }

    private Outcome run() {
        double[][] start = new double[tensors.count()][];
        for (int i = 0; i < start.length; i++) {
            start[i] = scenario.inputs().parameters(i, scenario.tensors().get(i));
        }
        store(rule.parameter(), new Value(Kind.ELEMENT, start), Kind.ELEMENT);
        rule.hyperparameters().stream()
                .filter(h -> h.role() == Rule.Role.DECAY_RATE)
                .forEach(h -> products.put(h.name(), 1.0));
        for (int step = 0; step < scenario.run().steps(); step++) {
            step(step);
            String when = "step " + (step + 1) + ": ";
            outcome.note(when + "taken", new double[] {1});
            note(when);
            Value trained = memory.get(rule.parameter());
            begin(current.get(rule.gradient()), step);
            rule.evaluateAt().ifPresent(this::moveTo);
            noteParameter(when + "evaluation of ");
            memory.put(rule.parameter(), trained);
        }
        return outcome;
    }

    private void step(int step) {
        boolean shifted = rule.gradientAt().isPresent();
        begin(gradient(step, shifted), step);
        if (step == 0) {
            initialize();
        }
        rule.hyperparameters().stream()
                .filter(h -> h.role() == Rule.Role.DECAY_RATE)
                .forEach(
                        h -> products.merge(h.name(), current(h.name()).single(), (a, b) -> a * b));
        if (shifted) {
            begin(gradient(step, true), step);
            Value before = memory.get(rule.parameter());
            moveTo(rule.gradientAt().orElseThrow());
            Value gradient = gradient(step, true);
            memory.put(rule.parameter(), before);
            begin(gradient, step);
        } else {
            begin(current.get(rule.gradient()), step);
        }
        decay();
        rule.statements().forEach(this::execute);
        memory.replaceAll((name, value) -> current.get(name).stored(tensors, value.kind()));
    }

    private void begin(Value gradient, int step) {
        current = new HashMap<>(memory);
        current.put(rule.gradient(), gradient);
        current.put(Rule.STEP_NUMBER, Value.scalar(Kind.STEP, step + 1));
        Settings settings = scenario.groups().get(0);
        for (Rule.Hyperparameter h : rule.hyperparameters()) {
            double value = settings.of(h.name()).at(step);
            current.put(h.name(), Value.scalar(Kind.STEP, value));
        }
        old = Map.copyOf(current);
    }

    private Value gradient(int step, boolean closure) {
        double[][] data = new double[tensors.count()][];
        for (int i = 0; i < data.length; i++) {
            TensorSpec spec = scenario.tensors().get(i);
            double[] at = memory.get(rule.parameter()).data()[i];
            double[] given =
                    closure
                            ? scenario.inputs().gradientAt(at, i, spec, step)
                            : scenario.inputs().gradient(i, spec, step);
            data[i] = scenario.gradients().accumulated(given, spec.type());
        }
        Value given = new Value(Kind.ELEMENT, data).stored(tensors, Kind.ELEMENT);
        Value scale = Value.scalar(Kind.STEP, scenario.gradients().scale());
        return Value.map(tensors, a -> a[0] * a[1], List.of(given, scale));
    }

    private void initialize() {
        Map<String, Value> first = new LinkedHashMap<>();
        for (Rule.StateVariable state : rule.states()) {
            first.put(state.name(), expressions.evaluate(state.init()));
        }
        for (Rule.StateVariable state : rule.states()) {
            store(state.name(), first.get(state.name()), kind(state.shape()));
        }
    }

    private void store(String name, Value value, Kind kind) {
        memory.put(name, value.stored(tensors, kind));
    }

    private static Kind kind(Shape shape) {
        return Kind.valueOf(shape.name());
    }

    private void moveTo(Expr point) {
        store(rule.parameter(), expressions.evaluate(point), Kind.ELEMENT);
    }

    private void decay() {
        for (Rule.Hyperparameter h : rule.hyperparameters()) {
            Optional<WeightDecay.Mode> mode = h.mode();
            Value rate = current.get(h.name());
            Value w = current.get(rule.parameter());
            if (mode.equals(Optional.of(WeightDecay.Mode.L2))) {
                Value term = Value.map(tensors, a -> a[0] * a[1], List.of(rate, w));
                Value g = current.get(rule.gradient());
                current.put(
                        rule.gradient(), Value.map(tensors, a -> a[0] + a[1], List.of(g, term)));
            } else if (mode.equals(Optional.of(WeightDecay.Mode.DECOUPLED))) {
                Value both = Value.map(tensors, a -> a[0] * a[1], List.of(current.get("lr"), rate));
                Value term = Value.map(tensors, a -> a[0] * a[1], List.of(both, w));
                current.put(
                        rule.parameter(), Value.map(tensors, a -> a[0] - a[1], List.of(w, term)));
            }
        }
    }

    private void execute(Statement statement) {
        String target = statement.target().name();
        Value value = expressions.evaluate(statement.value());
        List<Value> both =
                current.containsKey(target) ? List.of(current.get(target), value) : List.of();
        Value result =
                switch (statement.assignment()) {
                    case SET -> value;
                    case ADD -> Value.map(tensors, a -> a[0] + a[1], both);
                    case SUBTRACT -> Value.map(tensors, a -> a[0] - a[1], both);
                    case MULTIPLY -> Value.map(tensors, a -> a[0] * a[1], both);
                    case DIVIDE -> Value.map(tensors, a -> a[0] / a[1], both);
                };
        if (statement.period().isPresent()) {
            Value period = expressions.evaluate(statement.period().get());
            Value due =
                    Value.map(
                            tensors,
                            a -> a[0] % a[1] == 0 ? 1 : 0,
                            List.of(current.get(Rule.STEP_NUMBER), period));
            result =
                    Value.map(
                            tensors,
                            a -> a[0] != 0 ? a[1] : a[2],
                            List.of(due, result, current.get(target)));
        }
        current.put(target, result);
    }

    @Override
    public Value current(String name) {
        return current.get(name);
    }

    @Override
    public Value old(String name) {
        return old.get(name);
    }

    @Override
    public Value product(String rate) {
        return Value.scalar(Kind.STEP, products.get(rate));
    }

    @Override
    public String rateOf(String state) {
        return rule.state(state).flatMap(Rule.StateVariable::biasCorrection).orElseThrow();
    }

    private void note(String when) {
        noteParameter(when);
        for (Rule.StateVariable state : rule.states()) {
            Value value = memory.get(state.name());
            if (state.shape() == Shape.STEP) {
                outcome.note(when + state.name() + " of group 0", value.data()[0]);
                continue;
            }
            for (int i = 0; i < tensors.count(); i++) {
                outcome.note(when + state.name() + " of " + TensorSpec.name(i), value.data()[i]);
            }
        }
    }

    private void noteParameter(String when) {
        for (int i = 0; i < tensors.count(); i++) {
            outcome.note(when + TensorSpec.name(i), memory.get(rule.parameter()).data()[i]);
        }
    }
}
