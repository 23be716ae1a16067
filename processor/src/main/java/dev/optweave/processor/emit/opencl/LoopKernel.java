package dev.optweave.processor.emit.opencl;

import dev.optweave.processor.program.ExpressionText;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoopBody;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Operation.Reduction;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the kernel that runs a phase's loop over elements of one type. */
final class LoopKernel {

    private final KernelNames streams;
    private final Program program;
    private final Phase phase;
    private final ElementType type;
    private final LoopSignature signature;
    private final Map<Integer, String> names = new HashMap<>();
    private final List<String> reduced = new ArrayList<>();
    private final Lines lines = new Lines();
    private int statement = -1;

    private LoopKernel(
            KernelNames streams,
            Program program,
            Phase phase,
            LoopSignature signature,
            ElementType type) {
        this.streams = streams;
        this.program = program;
        this.phase = phase;
        this.type = type;
        this.signature = signature;
    }

    /** The kernel's text, with this name. */
    static String text(Loop loop, ElementType type, String name) {
        LoopKernel kernel =
                new LoopKernel(loop.names(), loop.program(), loop.phase(), loop.signature(), type);
        return kernel.write(name);
    }

    /** One loop of a section. */
    record Loop(KernelNames names, Program program, Phase phase, LoopSignature signature) {}

    private String write(String name) {
        Names locals = streams.locals();
        List<String> blocks = new ArrayList<>();
        for (int number : phase.reductions()) {
            String hint = program.instruction(number).hint();
            String wanted = hint.isEmpty() ? "reduced" : hint;
            reduced.add(locals.unique(wanted + "Lane"));
            blocks.add(locals.unique(wanted + "Blocks"));
        }
        LoopBody body = LoopBody.of(program, signature, phase, locals);
        names.putAll(body.names());
        nameLoads();
        lines.add(reduces() ? "__kernel GROUP_OF_LANES" : "__kernel");
        lines.add("void " + name + "(");
        lines.indented(2, () -> arguments(blocks));
        lines.add("{");
        lines.indented(1, () -> body(body, blocks));
        lines.add("}");
        return lines.toString();
    }

    private boolean reduces() {
        return !phase.reductions().isEmpty();
    }

    private void arguments(List<String> blocks) {
        List<String> arguments = new ArrayList<>();
        arguments.add("const ulong count");
        for (Variable variable : signature.streams()) {
            String access = signature.writes().contains(variable) ? "WRITE" : "READ";
            arguments.add(access + "(" + streams.stream(variable) + ", " + type + ")");
        }
        for (String block : blocks) {
            arguments.add("__global " + type + " *" + block);
        }
        if (signature.readsGradient()) {
            arguments.add("const " + type + " gradientScale");
        }
        for (int number : signature.scalars()) {
            String name = streams.scalar(number);
            arguments.add("const " + type + " " + name);
            boolean truth = program.instruction(number).truth();
            names.put(number, truth ? "(" + name + " != 0)" : name);
        }
        for (int index = 0; index < arguments.size(); index++) {
            boolean last = index == arguments.size() - 1;
            lines.add(arguments.get(index) + (last ? " RANDOM)" : ","));
        }
    }

    private void body(LoopBody body, List<String> blocks) {
        List<String> staged = staged();
        for (String name : staged) {
            lines.add("STAGE(" + name + ");");
        }
        if (reduces()) {
            reducing(body, blocks);
        } else {
            lines.add("const size_t i = get_global_id(0);");
            lines.add("if (INSIDE(i, count)) {");
            lines.indented(1, () -> steps(body));
            lines.add("}");
            for (String name : staged) {
                lines.add("ENCODE(" + name + ", i - get_local_id(0), 256);");
            }
        }
    }

    /** A block of 4096 elements, of which lane i takes elements i, i + 64 and so on. */
    private void reducing(LoopBody body, List<String> blocks) {
        lines.add("__local " + type + " lanes[64];");
        lines.add("const size_t block = get_group_id(0);");
        lines.add("const size_t first = block * 4096;");
        lines.add("const size_t last = first + 4096 < count ? first + 4096 : count;");
        reduced.forEach(name -> lines.add("LANES(" + type + ", " + name + ");"));
        lines.add("for (size_t start = first; start < last; start += 64) {");
        lines.indented(
                1,
                () -> {
                    lines.add("EACH_LANE(last - start) {");
                    lines.indented(
                            1,
                            () -> {
                                lines.add("const size_t i = start + lane;");
                                steps(body);
                            });
                    lines.add("}");
                    staged().forEach(name -> lines.add("ENCODE(" + name + ", start, 64);"));
                });
        lines.add("}");
        for (int index = 0; index < reduced.size(); index++) {
            String combine = reduction(index) == Reduction.SUM ? "sumLanes_" : "maxLanes_";
            lines.add(
                    (combine + type + "(" + reduced.get(index))
                            + (", lanes, " + blocks.get(index) + " + block);"));
        }
    }

    private Reduction reduction(int index) {
        Instruction instruction = program.instruction(phase.reductions().get(index));
        return ((Operation.Reduce) instruction.operation()).reduction();
    }

    /** The written streams that may be stored by the block: states, not the parameter. */
    private List<String> staged() {
        List<String> staged = new ArrayList<>();
        for (Variable variable : signature.writes()) {
            if (variable.role() == Variable.Role.STATE) {
                staged.add(streams.stream(variable));
            }
        }
        return staged;
    }

    private void steps(LoopBody body) {
        for (LoopBody.Step step : body.steps()) {
            step(step);
        }
    }

    private void step(LoopBody.Step step) {
        comment(step.statement());
        if (step instanceof LoopBody.Fetch fetch) {
            declare(fetch.number(), type.toString(), loaded(fetch.variable()));
        } else if (step instanceof LoopBody.Declare declare) {
            String of = declare.truth() ? "bool" : type.toString();
            declare(declare.number(), of, expressions().computed(declare.number()));
        } else if (step instanceof LoopBody.Write write) {
            String value = expressions().of(write.store().value());
            String stream = streams.stream(write.store().variable());
            lines.add("STORE(" + stream + ", i, " + value + ");");
        } else if (step instanceof LoopBody.Accumulate accumulate) {
            String name = reduced.get(accumulate.index());
            String value = expressions().of(accumulate.value());
            lines.add(
                    reduction(accumulate.index()) == Reduction.SUM
                            ? "LANE(" + name + ") += " + value + ";"
                            : ("LANE(" + name + ") = max_" + type)
                                    + ("(LANE(" + name + "), " + value + ");"));
        }
    }

    private void declare(int number, String of, String expression) {
        lines.add("const " + of + " " + names.get(number) + " = " + expression + ";");
    }

    private String loaded(Variable variable) {
        String load = type == ElementType.FLOAT ? "LOAD(" : "LOAD_DOUBLE(";
        String element = load + streams.stream(variable) + ", i)";
        return variable.role() == Variable.Role.GRADIENT ? "gradientScale * " + element : element;
    }

    private void comment(int index) {
        if (index >= 0 && index != statement) {
            statement = index;
            lines.add("// " + Names.ascii(program.statements().get(index)));
        }
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
        return new ExpressionText(program, type, names);
    }
}
