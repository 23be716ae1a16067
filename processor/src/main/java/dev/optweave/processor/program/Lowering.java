package dev.optweave.processor.program;

import dev.optweave.State.Shape;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a checked rule into programs that compute what is written, operation by operation. */
final class Lowering {

    /** Begins the name of 1 - β^t, by which a moving average falls short of its values. */
    static final String BIAS = "bias";

    private final Rule rule;

    private Lowering(Rule rule) {
        this.rule = rule;
    }

    /** The rule's sections, before any pass. */
    static Map<Section, Program> lower(Rule rule) {
        Lowering lowering = new Lowering(rule);
        Map<Section, Program> programs = new EnumMap<>(Section.class);
        Program update = lowering.update();
        lowering.point(Section.GRADIENT_POINT, rule.gradientAt(), programs);
        lowering.point(Section.EVALUATION_POINT, rule.evaluateAt(), programs);
        programs.put(Section.UPDATE, update);
        Program initialize = lowering.initialize(programs.values());
        if (!initialize.stores().isEmpty()) {
            programs.put(Section.INITIALIZE, initialize);
        }
        return programs;
    }

    private Program update() {
        Scope scope = new Scope(rule, Section.UPDATE);
        List<String> texts = new ArrayList<>();
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            if (hyperparameter.role() == Role.WEIGHT_DECAY) {
                weightDecay(hyperparameter, scope, texts);
            }
        }
        for (Statement statement : rule.statements()) {
            scope.builder().statement(texts.size());
            assign(statement, scope, texts.size());
            texts.add(statement.text());
        }
        // The points may correct a bias that the equations do not: its product is kept here.
        scope.builder().statement(-1);
        for (Optional<Expr> point : List.of(rule.gradientAt(), rule.evaluateAt())) {
            if (point.isPresent()) {
                new ExpressionLowering(scope).lower(point.get());
            }
        }
        return Liveness.withoutDead(scope.program(texts));
    }

    private void weightDecay(Hyperparameter decay, Scope scope, List<String> texts) {
        ProgramBuilder builder = scope.builder();
        builder.statement(texts.size());
        String w = rule.parameter();
        String g = rule.gradient();
        WeightDecay.Mode mode = decay.mode().orElse(WeightDecay.Mode.EXPLICIT);
        switch (mode) {
            case L2 -> {
                int term =
                        builder.compute(Function.MULTIPLY, scope.name(decay.name()), scope.name(w));
                scope.assign(g, builder.compute(Function.ADD, scope.name(g), term), texts.size());
                texts.add(g + " += " + decay.name() + " * " + w + "   (L2 weight decay)");
            }
            case DECOUPLED -> {
                String lr = rule.learningRate().orElseThrow();
                int rate =
                        builder.compute(
                                Function.MULTIPLY, scope.name(lr), scope.name(decay.name()));
                int term = builder.compute(Function.MULTIPLY, rate, scope.name(w));
                scope.assign(
                        w, builder.compute(Function.SUBTRACT, scope.name(w), term), texts.size());
                texts.add(
                        (w + " -= " + lr + " * " + decay.name() + " * " + w)
                                + "   (decoupled weight decay)");
            }
            case EXPLICIT -> {
                // the equations say where it goes
            }
        }
    }

    private void assign(Statement statement, Scope scope, int index) {
        ProgramBuilder builder = scope.builder();
        ExpressionLowering expressions = new ExpressionLowering(scope);
        String target = statement.target().name();
        int value = expressions.lower(statement.value());
        value =
                switch (statement.assignment()) {
                    case SET -> value;
                    case ADD -> builder.compute(Function.ADD, scope.name(target), value);
                    case SUBTRACT -> builder.compute(Function.SUBTRACT, scope.name(target), value);
                    case MULTIPLY -> builder.compute(Function.MULTIPLY, scope.name(target), value);
                    case DIVIDE -> builder.compute(Function.DIVIDE, scope.name(target), value);
                };
        if (statement.period().isPresent()) {
            int period = expressions.lower(statement.period().get());
            int remainder =
                    builder.compute(Function.REMAINDER, scope.name(Rule.STEP_NUMBER), period);
            int due = builder.compute(Function.EQUAL, remainder, builder.constant(0));
            builder.named(due, "due");
            value = builder.compute(Function.SELECT, due, value, scope.name(target));
        }
        scope.assign(target, value, index);
    }

    private void point(Section section, Optional<Expr> point, Map<Section, Program> programs) {
        if (point.isPresent()) {
            programs.put(section, point(section, point.get()));
        }
    }

    private Program point(Section section, Expr point) {
        Scope scope = new Scope(rule, section);
        scope.builder().statement(0);
        int value = new ExpressionLowering(scope).lower(point);
        scope.assign(rule.parameter(), value, 0);
        return scope.program(List.of(rule.parameter() + " = " + Statement.onOneLine(point.span())));
    }

    /** What the states start as; memory is zero already, so that a zero needs no store. */
    private Program initialize(Iterable<Program> others) {
        Scope scope = new Scope(rule, Section.INITIALIZE);
        List<String> texts = new ArrayList<>();
        for (StateVariable state : rule.states()) {
            boolean zero = state.init() instanceof Expr.Number number && number.value() == 0;
            if (!zero) {
                scope.builder().statement(texts.size());
                int value = new ExpressionLowering(scope).lower(state.init());
                scope.initialize(state.name(), value, texts.size());
                texts.add(state.name() + " = " + Statement.onOneLine(state.init().span()));
            }
        }
        for (Program program : others) {
            for (Store store : program.stores()) {
                if (store.variable().role() == Variable.Role.DECAY_PRODUCT) {
                    scope.builder().statement(texts.size());
                    scope.initialize(store.variable(), scope.builder().constant(1), texts.size());
                    texts.add(store.variable().name() + " = 1");
                }
            }
        }
        return scope.program(texts);
    }

    /** The variables that a rule's programs load or store, the declared ones first. */
    static List<Variable> variables(Rule rule, Iterable<Program> programs) {
        List<Variable> variables = new ArrayList<>();
        variables.add(new Variable(rule.parameter(), Variable.Role.PARAMETER, Shape.ELEMENT));
        variables.add(new Variable(rule.gradient(), Variable.Role.GRADIENT, Shape.ELEMENT));
        for (StateVariable state : rule.states()) {
            variables.add(Scope.variable(state));
        }
        for (Program program : programs) {
            for (Store store : program.stores()) {
                if (!variables.contains(store.variable())) {
                    variables.add(store.variable());
                }
            }
        }
        return List.copyOf(variables);
    }
}
