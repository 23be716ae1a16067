package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.LoopBody;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Store;
import dev.optweave.processor.program.ScalarUses;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The body of a method that runs a phase's loop over elements of one type. */
final class LoopMethod {

    private final KernelContext context;
    private final Program program;
    private final Phase phase;
    private final Precision precision;
    private final Names unique;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Variable, String> arrays = new HashMap<>();
    private final CodeBlock.Builder head = CodeBlock.builder();
    private final StringBuilder code = new StringBuilder();
    private String indent = "";
    private final Set<Integer> commented = new HashSet<>();
    private int statement = -1;

    private LoopMethod(KernelContext context, Phase phase, Precision precision) {
        this.context = context;
        this.program = context.program();
        this.phase = phase;
        this.precision = precision;
        this.unique = context.names();
    }

    static CodeBlock body(KernelContext context, Phase phase, Precision precision) {
        return new LoopMethod(context, phase, precision).write();
    }

    private CodeBlock write() {
        declareArrays();
        declareScalars();
        List<String> reduced = declareReduced();
        code.append("for (int i = from; i < to; i++) {\n");
        indent = "    ";
        LoopBody body = LoopBody.storingTogether(program, context.signature(phase), phase, unique);
        names.putAll(body.names());
        nameLoads();
        for (LoopBody.Step step : body.steps()) {
            step(step, reduced);
        }
        code.append("}\n");
        return head.add("$L", code).build();
    }

    private void declareArrays() {
        boolean readsGroup =
                ScalarUses.ofLoop(program, phase).stream()
                        .anyMatch(n -> program.instruction(n).kind() != Kind.TENSOR);
        if (readsGroup) {
            head.addStatement("$T group = tensor.group()", RuntimeTypes.GROUP_STEP);
        }
        for (Variable variable : context.signature(phase).streams()) {
            String name = context.arrayName(variable);
            arrays.put(variable, name);
            line(precision.type() + "[] " + name + " = " + array(variable) + ";");
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
                line("boolean " + name + " = " + accessor + " != 0;");
            } else {
                declareScalar(name, accessor);
            }
            names.put(number, name);
        }
    }

    private void declareScalar(String name, String accessor) {
        String cast = precision == Precision.FLOAT ? "(float) " : "";
        line(precision.type() + " " + name + " = " + cast + accessor + ";");
    }

    private List<String> declareReduced() {
        List<String> arrays = new ArrayList<>();
        for (int number : phase.reductions()) {
            String hint = program.instruction(number).hint();
            String name = unique.unique(hint.isEmpty() ? "reduced" : hint + "Block");
            String values = precision == Precision.FLOAT ? "floats" : "doubles";
            String block = "block." + values + "(" + context.reductionIndex(number) + ")";
            line(precision.type() + "[] " + name + " = " + block + ";");
            arrays.add(name);
        }
        return arrays;
    }

    private void step(LoopBody.Step step, List<String> reduced) {
        if (!(step instanceof LoopBody.Write write && isCommented(write))) {
            comment(step.statement());
        }
        if (step instanceof LoopBody.Fetch fetch) {
            declare(fetch.number(), precision.type(), loaded(fetch.variable()));
        } else if (step instanceof LoopBody.Declare declare) {
            String type = declare.truth() ? "boolean" : precision.type();
            declare(declare.number(), type, expressions().computed(declare.number()));
        } else if (step instanceof LoopBody.Write write) {
            Store store = write.store();
            String array = arrays.get(store.variable());
            line(array + "[i] = " + expressions().of(store.value()) + ";");
        } else if (step instanceof LoopBody.Accumulate accumulate) {
            String array = reduced.get(accumulate.index());
            line(array + "[i] = " + expressions().of(accumulate.value()) + ";");
        }
    }

    private void declare(int number, String type, String expression) {
        line(type + " " + names.get(number) + " = " + expression + ";");
    }

    private String loaded(Variable variable) {
        String element = arrays.get(variable) + "[i]";
        return variable.role() == Variable.Role.GRADIENT ? "gradientScale * " + element : element;
    }

    /** Whether the value is computed further up, below its statement; the store was put off. */
    private boolean isCommented(LoopBody.Write write) {
        return commented.contains(write.statement()) && names.containsKey(write.store().value());
    }

    private void comment(int index) {
        if (index >= 0 && index != statement) {
            statement = index;
            commented.add(index);
            line("// " + program.statements().get(index));
        }
    }

    private void line(String text) {
        code.append(indent).append(text).append('\n');
    }

    /** What has no name of its own is loaded where it is used. */
    private void nameLoads() {
        for (int number : phase.body()) {
            if (program.instruction(number).operation() instanceof Operation.Load load) {
                names.putIfAbsent(number, loaded(load.variable()));
            }
        }
    }

    private ExpressionText expressions() {
        return new ExpressionText(program, precision, names);
    }
}
