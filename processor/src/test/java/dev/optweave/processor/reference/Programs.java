package dev.optweave.processor.reference;

import dev.optweave.Arithmetic;
import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Operation.Reduction;
import dev.optweave.processor.program.Operation.Scope;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes programs by hand. */
final class Programs {

    static final Variable W = new Variable("w", Variable.Role.PARAMETER, Shape.ELEMENT);
    static final Variable G = new Variable("g", Variable.Role.GRADIENT, Shape.ELEMENT);

    private final Section section;
    private final List<Instruction> instructions = new ArrayList<>();
    private final List<Program.Store> stores = new ArrayList<>();
    private final List<Phase> phases = new ArrayList<>();

    private Programs(Section section) {
        this.section = section;
    }

    static Programs section(Section section) {
        return new Programs(section);
    }

    static Variable state(String name, Shape shape) {
        return new Variable(name, Variable.Role.STATE, shape);
    }

    int constant(double value) {
        return add(new Operation.Constant(value, false), Kind.CONSTANT, List.of());
    }

    int hyperparameter(String name) {
        return add(new Operation.Hyperparameter(name), Kind.STEP, List.of());
    }

    int stepNumber() {
        return add(new Operation.StepNumber(), Kind.STEP, List.of());
    }

    int count(Scope scope) {
        return add(new Operation.ElementCount(scope), kind(scope), List.of());
    }

    int load(Variable variable) {
        return add(new Operation.Load(variable), variable.kind(), List.of());
    }

    int reduce(Reduction reduction, Scope scope, int argument) {
        return add(new Operation.Reduce(reduction, scope), kind(scope), List.of(argument));
    }

    int compute(Function function, Integer... arguments) {
        Kind kind =
                Arrays.stream(arguments)
                        .map(number -> instructions.get(number).kind())
                        .reduce(Kind.CONSTANT, Kind::join);
        return add(new Operation.Compute(function), kind, List.of(arguments));
    }

    void store(Variable variable, int value) {
        stores.add(new Program.Store(variable, value, -1));
    }

    void phase(Phase phase) {
        phases.add(phase);
    }

    Program program() {
        return new Program(section, List.of(), instructions, stores, phases);
    }

    /** A rule of these sections with hyperparameters, named with their defaults. */
    static LoweredRule rule(Map<String, Double> hyperparameters, Programs... sections) {
        return rule(hyperparameters, Set.of(), sections);
    }

    static LoweredRule rule(
            Map<String, Double> hyperparameters, Set<String> absent, Programs... sections) {
        List<Rule.Hyperparameter> declared =
                hyperparameters.entrySet().stream().map(Programs::hyperparameter).toList();
        Rule rule =
                new Rule(
                        "ByHand",
                        "example",
                        "ByHandRule",
                        "",
                        Arithmetic.STRICT,
                        "w",
                        "g",
                        declared,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty());
        Map<Section, Program> programs =
                Arrays.stream(sections)
                        .map(Programs::program)
                        .collect(
                                java.util.stream.Collectors.toMap(
                                        Program::section, program -> program));
        return new LoweredRule(rule, absent, List.of(W, G), Set.of(), programs);
    }

    private static Rule.Hyperparameter hyperparameter(Map.Entry<String, Double> entry) {
        return new Rule.Hyperparameter(
                entry.getKey(),
                Rule.Role.HYPER,
                entry.getValue(),
                new Rule.Range(-1e9, false, 1e9, false),
                Optional.empty(),
                "");
    }

    private int add(Operation operation, Kind kind, List<Integer> arguments) {
        boolean truth =
                operation instanceof Operation.Compute compute && compute.function().isTruth();
        instructions.add(new Instruction(operation, arguments, kind, truth, -1, ""));
        return instructions.size() - 1;
    }

    private static Kind kind(Scope scope) {
        return scope == Scope.ALL ? Kind.ALL : Kind.TENSOR;
    }
}
