package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Store;
import dev.optweave.processor.program.ScalarUses;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The body of a method that computes a phase's scalars, of a group or of a tensor. */
final class ScalarMethod {

    private final KernelContext context;
    private final Program program;
    private final Phase phase;
    private final Kind kind;
    private final Map<Integer, String> names = new HashMap<>();
    private final CodeBlock.Builder head = CodeBlock.builder();
    private final StringBuilder code = new StringBuilder();
    private int statement = -1;

    private ScalarMethod(KernelContext context, Phase phase, Kind kind) {
        this.context = context;
        this.program = context.program();
        this.phase = phase;
        this.kind = kind;
    }

    /**
     * The method's body; empty if there is nothing to compute.
     *
     * @param kind ALL for the group's method, TENSOR for a tensor's
     */
    static CodeBlock body(KernelContext context, Phase phase, Kind kind) {
        return new ScalarMethod(context, phase, kind).write();
    }

    private CodeBlock write() {
        List<Integer> own = kind == Kind.TENSOR ? phase.tensorScalars() : phase.groupScalars();
        List<Store> stores = ScalarUses.stores(phase, kind);
        boolean computes = own.stream().anyMatch(number -> !context.isProvided(number));
        if (!computes && stores.isEmpty()) {
            return CodeBlock.of("");
        }
        Set<Integer> used = ScalarUses.ofMethod(program, phase, kind);
        boolean readsGroup =
                kind == Kind.TENSOR
                        && used.stream()
                                .anyMatch(n -> program.instruction(n).kind() != Kind.TENSOR);
        if (readsGroup) {
            head.addStatement("$T group = tensor.group()", RuntimeTypes.GROUP_STEP);
        }
        for (int number : new TreeSet<>(used)) {
            if (context.isProvided(number) || !own.contains(number)) {
                declare(number, fetched(number));
            }
        }
        for (int number : own) {
            if (!context.isProvided(number)) {
                compute(number);
            }
        }
        for (Store store : stores) {
            comment(store.statement());
            String owner = kind == Kind.TENSOR ? "tensor" : "group";
            int index = context.stateIndex(store.variable());
            line(owner + ".state(" + index + ", " + expressions().of(store.value()) + ");");
        }
        return head.add("$L", code).build();
    }

    private void compute(int number) {
        Instruction instruction = program.instruction(number);
        String slot = context.slotSetter(number);
        boolean inline = slot.isEmpty() && instruction.hint().isEmpty() && usesHere(number) == 1;
        if (inline) {
            return;
        }
        comment(instruction.statement());
        declare(number, expressions().computed(number));
        if (!slot.isEmpty()) {
            String value = names.get(number);
            line(slot + ", " + (instruction.truth() ? value + " ? 1 : 0" : value) + ");");
        }
    }

    private void declare(int number, String expression) {
        String name = context.scalarName(number);
        String type = program.instruction(number).truth() ? "boolean" : "double";
        line(type + " " + name + " = " + expression + ";");
        names.put(number, name);
    }

    private String fetched(int number) {
        String accessor = context.accessor(number);
        return program.instruction(number).truth() ? accessor + " != 0" : accessor;
    }

    private void comment(int index) {
        if (index >= 0 && index != statement) {
            statement = index;
            line("// " + program.statements().get(index));
        }
    }

    private void line(String text) {
        code.append(text).append('\n');
    }

    private int usesHere(int number) {
        int uses = 0;
        for (int own : kind == Kind.TENSOR ? phase.tensorScalars() : phase.groupScalars()) {
            Instruction user = program.instruction(own);
            if (user.operation() instanceof Operation.Compute) {
                uses += Collections.frequency(user.arguments(), number);
            }
        }
        for (Store store : ScalarUses.stores(phase, kind)) {
            uses += store.value() == number ? 1 : 0;
        }
        return uses;
    }

    private ExpressionText expressions() {
        return new ExpressionText(program, Precision.HOST, names);
    }
}
