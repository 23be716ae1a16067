package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.java.KernelContext;
import dev.optweave.processor.emit.text.CodeBlock;
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
import java.util.List;
import java.util.Map;

/** The body of a method that runs a phase's loop in vectors. */
final class VectorLoop {

    private final KernelContext context;
    private final Program program;
    private final Phase phase;
    private final VectorType type;
    private final Handles handles;
    private final Names unique;
    private final Map<Integer, CodeBlock> names = new HashMap<>();
    private final Map<Variable, String> indices = new HashMap<>();
    private final CodeBlock.Builder code = CodeBlock.builder();
    private int statement = -1;

    private VectorLoop(KernelContext context, Phase phase, VectorType type, Handles handles) {
        this.context = context;
        this.program = context.program();
        this.phase = phase;
        this.type = type;
        this.handles = handles;
        this.unique = context.names();
    }

    static CodeBlock body(KernelContext context, Phase phase, VectorType type, Handles handles) {
        return new VectorLoop(context, phase, type, handles).write();
    }

    private CodeBlock write() {
        declareArrays();
        List<String> reduced = declareReduced();
        LoopBody body = LoopBody.storingLast(program, context.signature(phase), phase, unique);
        boolean alternates = alternates(phase, type);
        beginLoop(alternates);
        body.names().forEach((number, name) -> names.put(number, CodeBlock.of("$L", name)));
        body.steps().forEach(step -> step(step, body, reduced));
        code.endControlFlow();
        if (alternates) {
            code.add("// to the other range, or back to what is left of this one\n");
            code.addStatement("first += onward");
            code.addStatement("onward = TURN - onward");
            code.endControlFlow("while (ALTERNATES && end < last)");
        }
        return code.build();
    }

    /**
     * Whether the loop has a form that goes on at two places in turns: blocks are reduced in order.
     */
    static boolean alternates(Phase phase, VectorType type) {
        return type.isFloat() && phase.reductions().isEmpty();
    }

    private void beginLoop(boolean alternates) {
        if (!alternates) {
            declareScalars();
            code.beginControlFlow("for (int i = from; i < to; i += $L)", type.lanes());
            return;
        }
        code.add(
                "// all at once, or TURN elements in turns, from here and from where this range ends\n");
        code.addStatement("int last = ALTERNATES ? to + (to - from) : to");
        code.addStatement("int onward = to - from");
        code.addStatement("int first = from");
        code.addStatement("int end");
        code.beginControlFlow("do");
        declareScalars();
        code.addStatement("end = ALTERNATES ? first + TURN : to");
        code.beginControlFlow("for (int i = first; i < end; i += $L)", type.lanes());
    }

    private void declareArrays() {
        for (Variable variable : context.signature(phase).streams()) {
            String array = context.arrayName(variable);
            String start = unique.unique(array + "Start");
            CodeBlock stream = Handles.stream(context, variable);
            if (type.isFloat()) {
                code.addStatement("Object $L = arrays.array($L)", array, stream);
            } else {
                code.addStatement("double[] $L = arrays.doubles($L)", array, stream);
            }
            code.addStatement("int $L = $L ? arrays.start() : 0", start, handles.flag(variable));
            indices.put(variable, "i - " + start);
        }
    }

    /**
     * Behind all calls: a vector that outlives one is kept on the stack, and HotSpot fetches it
     * from there in each turn of the loop. Where loops alternate, in each turn between the ranges:
     * a vector that outlives one of those is put on the heap.
     */
    private void declareScalars() {
        boolean readsGradient = context.signature(phase).readsGradient();
        List<Integer> numbers = ScalarUses.ofLoop(program, phase);
        if (!readsGradient && numbers.isEmpty()) {
            return;
        }
        String scalars = unique.unique("scalars");
        code.addStatement("double[] $L = arrays.scalars()", scalars);
        int index = 0;
        if (readsGradient) {
            declare("gradientScale", false, scalars + "[" + index++ + "]");
        }
        for (int number : numbers) {
            String name = context.scalarName(number);
            boolean truth = program.instruction(number).truth();
            String scalar = scalars + "[" + index++ + "]";
            declare(name, truth, truth ? scalar + " != 0" : scalar);
            names.put(number, CodeBlock.of("$L", name));
        }
    }

    private void declare(String name, boolean truth, String scalar) {
        code.addStatement(
                "$T $L = $L",
                truth ? type.mask() : type.vector(),
                name,
                truth ? type.maskOf(scalar) : type.broadcast(scalar));
    }

    private List<String> declareReduced() {
        List<String> arrays = new ArrayList<>();
        for (int number : phase.reductions()) {
            String hint = program.instruction(number).hint();
            String name = unique.unique(hint.isEmpty() ? "reduced" : hint + "Block");
            code.addStatement(
                    "$T[] $L = arrays.block().$L($L)",
                    type.elements(),
                    name,
                    type.blockMethod(),
                    context.reductionIndex(number));
            arrays.add(name);
        }
        if (!arrays.isEmpty()) {
            code.addStatement("int blockStart = arrays.start()");
        }
        return arrays;
    }

    private void step(LoopBody.Step step, LoopBody body, List<String> reduced) {
        if (!(step instanceof LoopBody.Write)) {
            comment(step.statement());
        }
        if (step instanceof LoopBody.Fetch fetch) {
            CodeBlock loaded = loaded(fetch.variable());
            code.addStatement(
                    "$T $L = $L", type.vector(), body.names().get(fetch.number()), loaded);
        } else if (step instanceof LoopBody.Declare declare) {
            explainSign(declare.number());
            code.addStatement(
                    "$T $L = $L",
                    declare.truth() ? type.mask() : type.vector(),
                    body.names().get(declare.number()),
                    expressions().computed(declare.number()));
        } else if (step instanceof LoopBody.Write write) {
            store(write.store());
        } else if (step instanceof LoopBody.Accumulate accumulate) {
            code.addStatement(
                    "$L.intoArray($L, i - blockStart)",
                    expressions().receiver(accumulate.value()),
                    reduced.get(accumulate.index()));
        }
    }

    private void store(Store store) {
        Variable variable = store.variable();
        if (!names.containsKey(store.value())) {
            explainSign(store.value());
        }
        CodeBlock value = expressions().of(store.value());
        String array = context.arrayName(variable);
        if (type.isFloat()) {
            code.addStatement(
                    "$L.invokeExact($L, $L, $L)",
                    handles.storer(variable),
                    value,
                    array,
                    indices.get(variable));
        } else {
            code.addStatement("$L.intoArray($L, $L)", value, array, indices.get(variable));
        }
    }

    private CodeBlock loaded(Variable variable) {
        String array = context.arrayName(variable);
        String index = indices.get(variable);
        boolean gradient = variable.role() == Variable.Role.GRADIENT;
        if (!type.isFloat()) {
            CodeBlock load =
                    CodeBlock.of("$T.fromArray(DOUBLES, $L, $L)", type.vector(), array, index);
            return gradient ? CodeBlock.of("gradientScale.mul($L)", load) : load;
        }
        CodeBlock load =
                CodeBlock.of(
                        "($T) $L.invokeExact($L, $L)",
                        type.vector(),
                        handles.loader(variable),
                        array,
                        index);
        return gradient ? CodeBlock.of("gradientScale.mul($L)", load) : load;
    }

    private void comment(int index) {
        if (index >= 0 && index != statement) {
            statement = index;
            code.add("// $L\n", program.statements().get(index));
        }
    }

    /** What it is made of does not tell that it is one. */
    private void explainSign(int number) {
        if (expressions().findsSign(number)) {
            String numbers = type.isFloat() ? "ints" : "longs";
            code.add(
                    "// the sign: lifted beyond 1, then bounded by 1 on either side as $L\n",
                    numbers);
        }
    }

    private VectorExpressions expressions() {
        Map<Integer, CodeBlock> known = new HashMap<>(names);
        for (int number : phase.body()) {
            if (!known.containsKey(number)
                    && program.instruction(number).operation() instanceof Operation.Load load) {
                known.put(number, loaded(load.variable()));
            }
        }
        return new VectorExpressions(program, type, known);
    }
}
