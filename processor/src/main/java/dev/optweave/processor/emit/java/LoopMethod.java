package dev.optweave.processor.emit.java;

import com.palantir.javapoet.CodeBlock;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoopLayout;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Store;
import dev.optweave.processor.program.ScalarUses;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The body of a method that runs a phase's loop over elements of one type. */
final class LoopMethod {

    private final KernelContext context;
    private final Program program;
    private final Phase phase;
    private final Precision precision;
    private final Names unique;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Variable, String> arrays = new HashMap<>();
    private final LoopLayout layout;
    private final CodeBlock.Builder code = CodeBlock.builder();
    private int statement = -1;

    private LoopMethod(KernelContext context, Phase phase, Precision precision) {
        this.context = context;
        this.program = context.program();
        this.phase = phase;
        this.precision = precision;
        this.unique = context.names();
        this.layout = LoopLayout.of(program, phase);
    }

    static CodeBlock body(KernelContext context, Phase phase, Precision precision) {
        return new LoopMethod(context, phase, precision).write();
    }

    private CodeBlock write() {
        declareArrays();
        declareScalars();
        List<String> reduced = declareReduced();
        code.beginControlFlow("for (int i = from; i < to; i++)");
        layout.loadsFirst().forEach(this::declareElement);
        for (int number : phase.body()) {
            if (layout.isNamed(number) && !layout.loadsFirst().contains(number)) {
                declareElement(number);
            }
            for (Store store : phase.stores()) {
                if (store.value() == number) {
                    store(store);
                }
            }
        }
        phase.stores().stream()
                .filter(store -> program.instruction(store.value()).kind() != Kind.ELEMENT)
                .forEach(this::store);
        for (int index = 0; index < phase.reductions().size(); index++) {
            reduce(phase.reductions().get(index), reduced.get(index));
        }
        code.endControlFlow();
        return code.build();
    }

    private void declareArrays() {
        boolean readsGroup =
                ScalarUses.ofLoop(program, phase).stream()
                        .anyMatch(n -> program.instruction(n).kind() != Kind.TENSOR);
        if (readsGroup) {
            code.addStatement("$T group = tensor.group()", RuntimeTypes.GROUP_STEP);
        }
        for (Variable variable : context.signature(phase).streams()) {
            String name = context.arrayName(variable);
            arrays.put(variable, name);
            code.addStatement("$L[] $L = $L", precision.type(), name, array(variable));
        }
    }

    private String array(Variable variable) {
        return "tensor."
                + precision.accessor()
                + switch (variable.role()) {
                    case PARAMETER -> "Parameter()";
                    case GRADIENT -> "Gradient()";
                    case STATE, DECAY_PRODUCT -> "State(" + context.stateIndex(variable) + ")";
                };
    }

    private void declareScalars() {
        if (context.signature(phase).readsGradient()) {
            declareScalar("gradientScale", "tensor.gradientScale()");
        }
        for (int number : ScalarUses.ofLoop(program, phase)) {
            String name = context.scalarName(number);
            String accessor = context.accessor(number);
            if (program.instruction(number).truth()) {
                code.addStatement("boolean $L = $L != 0", name, accessor);
            } else {
                declareScalar(name, accessor);
            }
            names.put(number, name);
        }
    }

    private void declareScalar(String name, String accessor) {
        String cast = precision == Precision.FLOAT ? "(float) " : "";
        code.addStatement("$L $L = $L$L", precision.type(), name, cast, accessor);
    }

    private List<String> declareReduced() {
        List<String> arrays = new ArrayList<>();
        for (int number : phase.reductions()) {
            String hint = program.instruction(number).hint();
            String name = unique.unique(hint.isEmpty() ? "reduced" : hint + "Block");
            code.addStatement(
                    "$L[] $L = block.$L($L)",
                    precision.type(),
                    name,
                    precision == Precision.FLOAT ? "floats" : "doubles",
                    context.reductionIndex(number));
            arrays.add(name);
        }
        return arrays;
    }

    private void declareElement(int number) {
        Instruction instruction = program.instruction(number);
        if (instruction.operation() instanceof Operation.Load load) {
            String name = unique.unique(load.variable().name() + "0");
            code.addStatement("$L $L = $L", precision.type(), name, loaded(load.variable()));
            names.put(number, name);
            return;
        }
        comment(instruction.statement());
        String expression = expressions().computed(number);
        String name = unique.unique(wanted(instruction));
        String type = instruction.truth() ? "boolean" : precision.type();
        code.addStatement("$L $L = $L", type, name, expression);
        names.put(number, name);
    }

    private String wanted(Instruction instruction) {
        String hint = instruction.hint();
        boolean variable = arrays.values().contains(hint);
        if (variable) {
            int version = 1;
            while (names.containsValue(hint + version)) {
                version++;
            }
            return hint + version;
        }
        return hint.isEmpty() ? "x" : hint;
    }

    private String loaded(Variable variable) {
        String element = arrays.get(variable) + "[i]";
        return variable.role() == Variable.Role.GRADIENT ? "gradientScale * " + element : element;
    }

    private void store(Store store) {
        comment(store.statement());
        code.addStatement(
                "$L[i] = $L", arrays.get(store.variable()), expressions().of(store.value()));
    }

    private void reduce(int number, String block) {
        Instruction instruction = program.instruction(number);
        comment(instruction.statement());
        String value = expressions().of(instruction.arguments().get(0));
        code.addStatement("$L[i] = $L", block, value);
    }

    private void comment(int index) {
        if (index >= 0 && index != statement) {
            statement = index;
            code.add("// $L\n", program.statements().get(index));
        }
    }

    private ExpressionText expressions() {
        Map<Integer, String> known = new HashMap<>(names);
        for (int number : phase.body()) {
            if (!known.containsKey(number)
                    && program.instruction(number).operation() instanceof Operation.Load load) {
                known.put(number, loaded(load.variable()));
            }
        }
        return new ExpressionText(program, precision, known);
    }
}
