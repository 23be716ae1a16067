package dev.optweave.processor.emit.java;

import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.ScalarNames;
import dev.optweave.processor.program.ScalarUses;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the code of one section reaches what the runtime keeps: by which accessor, at which index.
 */
public final class KernelContext {

    /** Names that every generated method has in use, those of the classes it calls among them. */
    private static final Set<String> RESERVED =
            Set.of(
                    "tensor",
                    "arrays",
                    "blockStart",
                    "ALTERNATES",
                    "TURN",
                    "last",
                    "onward",
                    "first",
                    "end",
                    "FLOATS",
                    "DOUBLES",
                    "FLOAT_LANES",
                    "DOUBLE_LANES",
                    "FLOAT_NANS",
                    "DOUBLE_NANS",
                    "FLOAT_ONE",
                    "DOUBLE_ONE",
                    "FLOAT_SIGN",
                    "DOUBLE_SIGN",
                    "group",
                    "block",
                    "count",
                    "from",
                    "to",
                    "i",
                    "section",
                    "phase",
                    "gradientScale",
                    "BLOCK",
                    "LAYOUT",
                    "Math",
                    "StrictMath",
                    "Float",
                    "Double",
                    "FloatVector",
                    "DoubleVector",
                    "VectorOperators");

    private final CompiledRule compiled;
    private final Program program;
    private final Map<Variable, String> arrayNames = new LinkedHashMap<>();
    private final Names names;
    private final Map<Integer, String> scalarNames;
    private final Map<Integer, Integer> groupSlots = new HashMap<>();
    private final Map<Integer, Integer> tensorSlots = new HashMap<>();
    private final List<Integer> reductions = new ArrayList<>();

    /** For the code of one of the rule's programs. */
    public KernelContext(CompiledRule compiled, Program program) {
        this.compiled = compiled;
        this.program = program;
        this.names = Names.avoiding(RESERVED);
        for (Variable variable : compiled.variables()) {
            if (variable.shape() == Shape.ELEMENT) {
                arrayNames.put(variable, names.unique(variable.name()));
            }
        }
        this.scalarNames = ScalarNames.of(program, names);
        for (Phase phase : program.phases()) {
            reductions.addAll(phase.reductions());
        }
        assignSlots();
    }

    /** The program. */
    public Program program() {
        return program;
    }

    /** Names for a method: the scalars' are taken. */
    public Names names() {
        return names.nested();
    }

    /** The name of the array that a variable's elements lie in. */
    public String arrayName(Variable variable) {
        return arrayNames.get(variable);
    }

    /** The name of a scalar. */
    public String scalarName(int number) {
        return scalarNames.get(number);
    }

    int groupSlots() {
        return groupSlots.size();
    }

    int tensorSlots() {
        return tensorSlots.size();
    }

    List<Operation.Reduce> reductionsOf(Phase phase) {
        return phase.reductions().stream()
                .map(number -> (Operation.Reduce) program.instruction(number).operation())
                .toList();
    }

    /** What a loop takes and gives. */
    public LoopSignature signature(Phase phase) {
        return LoopSignature.of(compiled, program, phase);
    }

    /** The place of a reduction among the section's. */
    public int reductionIndex(int number) {
        return reductions.indexOf(number);
    }

    /** The place of a state among the rule's. */
    public int stateIndex(Variable variable) {
        return compiled.states().indexOf(variable);
    }

    /** Where a scalar is kept for later, as {@code group.scalar(3} or empty if nowhere. */
    String slotSetter(int number) {
        if (groupSlots.containsKey(number)) {
            return "group.scalar(" + groupSlots.get(number);
        }
        return tensorSlots.containsKey(number) ? "tensor.scalar(" + tensorSlots.get(number) : "";
    }

    /** How a method reads a scalar that another method computed, or that the runtime provides. */
    public String accessor(int number) {
        Instruction instruction = program.instruction(number);
        String owner = instruction.kind() == Kind.TENSOR ? "tensor" : "group";
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Hyperparameter hyperparameter) {
            return "group.hyperparameter(" + hyperparameterIndex(hyperparameter.name()) + ")";
        } else if (operation instanceof Operation.StepNumber) {
            return "group.step()";
        } else if (operation instanceof Operation.ElementCount) {
            return owner.equals("tensor") ? "tensor.length()" : "group.elementCount()";
        } else if (operation instanceof Operation.Load load) {
            return owner + ".state(" + stateIndex(load.variable()) + ")";
        } else if (operation instanceof Operation.Reduce) {
            return owner + ".reduction(" + reductionIndex(number) + ")";
        }
        return slotSetter(number) + ")";
    }

    /** Whether the runtime provides the value, so that nothing has to be computed or kept. */
    boolean isProvided(int number) {
        return !(program.instruction(number).operation() instanceof Operation.Compute);
    }

    private int hyperparameterIndex(String name) {
        List<Rule.Hyperparameter> all = compiled.rule().hyperparameters();
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).name().equals(name)) {
                return index;
            }
        }
        throw new IllegalStateException("no hyperparameter " + name);
    }

    private void assignSlots() {
        Set<Integer> kept = new LinkedHashSet<>();
        for (int index = 0; index < program.phases().size(); index++) {
            Phase phase = program.phases().get(index);
            kept.addAll(ScalarUses.ofLoop(program, phase));
            Set<Integer> groupUses = ScalarUses.ofMethod(program, phase, Kind.ALL);
            groupUses.removeAll(phase.groupScalars());
            kept.addAll(groupUses);
            Set<Integer> tensorUses = ScalarUses.ofMethod(program, phase, Kind.TENSOR);
            tensorUses.removeAll(phase.tensorScalars());
            kept.addAll(tensorUses);
        }
        for (int number : kept) {
            if (!isProvided(number)) {
                Map<Integer, Integer> slots =
                        program.instruction(number).kind() == Kind.TENSOR
                                ? tensorSlots
                                : groupSlots;
                slots.put(number, slots.size());
            }
        }
    }
}
