package dev.optweave.processor.reference;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Operation.Scope;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Variable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scalars and the elements of one tensor while a section runs. */
final class TensorRun {

    private final Program program;
    private final GroupRun group;
    private final ReferenceTensor tensor;
    private final StoreNoise noise;
    private final Map<Integer, Double> scalars = new HashMap<>();
    private final Map<Integer, double[]> elements = new HashMap<>();
    private final Map<String, Double> scalarStores = new HashMap<>();

    /**
     * @param noise what decides how values are rounded at random
     */
    TensorRun(Program program, GroupRun group, ReferenceTensor tensor, StoreNoise noise) {
        this.program = program;
        this.group = group;
        this.tensor = tensor;
        this.noise = noise;
    }

    /** Forgets the elements of an earlier loop: no loop sees another one's registers. */
    void beginLoop() {
        elements.clear();
    }

    /** Computes a value of kind TENSOR. */
    void computeScalar(int number) {
        if (!scalars.containsKey(number)) {
            scalars.put(number, evaluateScalar(number));
        }
    }

    /** Computes a value of kind ELEMENT. */
    void computeElements(int number) {
        elements.put(number, evaluateElements(number));
    }

    /** Reduces the argument of a reduction over this tensor. */
    double reduce(int number) {
        Instruction instruction = program.instruction(number);
        Operation.Reduce reduce = (Operation.Reduce) instruction.operation();
        double result =
                new FixedTree(reduce.reduction())
                        .reduce(elements(instruction.arguments().get(0)), tensor.type());
        if (reduce.scope() == Scope.TENSOR) {
            scalars.put(number, result);
        }
        return result;
    }

    void storeScalar(Program.Store store) {
        scalarStores.put(store.variable().name(), scalar(store.value()));
    }

    /** Stores elements, once all values to store are known. */
    void storeElements(List<Program.Store> stores) {
        List<double[]> values = stores.stream().map(store -> elements(store.value())).toList();
        for (int i = 0; i < values.size(); i++) {
            Variable variable = stores.get(i).variable();
            switch (variable.role()) {
                case PARAMETER -> tensor.store(values.get(i), noise.stream(StoreNoise.PARAMETER));
                case STATE -> storeState(variable.name(), values.get(i));
                case GRADIENT, DECAY_PRODUCT ->
                        throw new IllegalStateException("no element can be stored: " + variable);
            }
        }
    }

    private void storeState(String name, double[] values) {
        Rule rule = group.group().lowered().rule();
        List<String> streams = rule.states().stream().map(Rule.StateVariable::name).toList();
        tensor.store(name, values, rule, noise.stream(streams.indexOf(name)));
    }

    void commit() {
        scalarStores.forEach(tensor::tensorState);
    }

    private double scalar(int number) {
        Double value = scalars.get(number);
        return value != null ? value : group.scalar(number);
    }

    private double evaluateScalar(int number) {
        Instruction instruction = program.instruction(number);
        Operation operation = instruction.operation();
        if (operation instanceof Operation.ElementCount count && count.scope() == Scope.TENSOR) {
            return tensor.length();
        } else if (operation instanceof Operation.Load load
                && load.variable().kind() == Kind.TENSOR) {
            return tensor.tensorState(load.variable().name());
        } else if (operation instanceof Operation.Compute compute) {
            return Functions.apply(
                    compute.function(),
                    instruction.arguments().stream().mapToDouble(this::scalar).toArray());
        }
        throw new IllegalStateException(
                "value " + number + " is no scalar of a tensor here: " + program);
    }

    /** Elements computed in this loop, or a scalar narrowed and repeated. */
    private double[] elements(int number) {
        if (program.instruction(number).kind() != Kind.ELEMENT) {
            double[] repeated = new double[tensor.length()];
            Arrays.fill(repeated, tensor.type().narrow(scalar(number)));
            return repeated;
        }
        double[] values = elements.get(number);
        if (values == null) {
            throw new IllegalStateException(
                    "value " + number + " is used in a loop that does not compute it: " + program);
        }
        return values;
    }

    private double[] evaluateElements(int number) {
        Instruction instruction = program.instruction(number);
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Load load) {
            return load(load.variable());
        } else if (operation instanceof Operation.Compute compute) {
            return compute(
                    compute.function(),
                    instruction.arguments().stream().map(this::elements).toList());
        }
        throw new IllegalStateException("value " + number + " has no elements: " + program);
    }

    private double[] load(Variable variable) {
        return switch (variable.role()) {
            case PARAMETER -> tensor.loaded();
            case STATE -> tensor.elementState(variable.name());
            case GRADIENT -> scaledGradient();
            case DECAY_PRODUCT ->
                    throw new IllegalStateException("kept once for a group: " + variable);
        };
    }

    private double[] scaledGradient() {
        double[] scale = new double[tensor.length()];
        Arrays.fill(scale, tensor.type().narrow(tensor.gradientScale()));
        return compute(Function.MULTIPLY, List.of(tensor.gradient(), scale));
    }

    private double[] compute(Function function, List<double[]> arguments) {
        boolean inFloat = tensor.type() == ElementType.FLOAT;
        double[] result = new double[tensor.length()];
        double[] x = new double[arguments.size()];
        for (int i = 0; i < result.length; i++) {
            for (int argument = 0; argument < x.length; argument++) {
                x[argument] = arguments.get(argument)[i];
            }
            result[i] =
                    inFloat ? Functions.applyInFloat(function, x) : Functions.apply(function, x);
        }
        return result;
    }
}
