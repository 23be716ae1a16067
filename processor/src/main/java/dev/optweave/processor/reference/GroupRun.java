package dev.optweave.processor.reference;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Operation.Scope;
import dev.optweave.processor.program.Program;
import java.util.HashMap;
import java.util.Map;

/** The scalars of one group while a section runs. */
final class GroupRun {

    private final Program program;
    private final ReferenceGroup group;
    private final long step;
    private final long elementCount;
    private final Map<Integer, Double> scalars = new HashMap<>();
    private final Map<String, Double> stores = new HashMap<>();

    GroupRun(Program program, ReferenceGroup group, long step, long elementCount) {
        this.program = program;
        this.group = group;
        this.step = step;
        this.elementCount = elementCount;
    }

    ReferenceGroup group() {
        return group;
    }

    /** Computes a value of kind STEP or ALL. */
    void compute(int number) {
        if (!scalars.containsKey(number)) {
            scalars.put(number, evaluate(number));
        }
    }

    /** Keeps the result of a reduction over all tensors. */
    void reduced(int number, double value) {
        scalars.put(number, value);
    }

    /** A value computed before; a constant is computed when it is asked for. */
    double scalar(int number) {
        if (program.instruction(number).kind() == Kind.CONSTANT) {
            return evaluate(number);
        }
        Double value = scalars.get(number);
        if (value == null) {
            throw new IllegalStateException(
                    "value " + number + " is used before it is computed: " + program);
        }
        return value;
    }

    void store(Program.Store store) {
        stores.put(store.variable().name(), scalar(store.value()));
    }

    void commit() {
        stores.forEach(group::stepState);
    }

    private double evaluate(int number) {
        Instruction instruction = program.instruction(number);
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Constant constant) {
            return constant.value();
        } else if (operation instanceof Operation.Hyperparameter hyperparameter) {
            return group.hyperparameter(hyperparameter.name());
        } else if (operation instanceof Operation.StepNumber) {
            return step;
        } else if (operation instanceof Operation.ElementCount count
                && count.scope() == Scope.ALL) {
            return elementCount;
        } else if (operation instanceof Operation.Load load
                && load.variable().kind() == Kind.STEP) {
            return group.stepState(load.variable().name());
        } else if (operation instanceof Operation.Compute compute) {
            return Functions.apply(
                    compute.function(),
                    instruction.arguments().stream().mapToDouble(this::scalar).toArray());
        }
        throw new IllegalStateException(
                "value " + number + " is no scalar of a group here: " + program);
    }
}
