package dev.optweave.processor.emit.java;

import static java.util.stream.Collectors.joining;

import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.program.VariantNames;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the constructor of a kernel, which says how it is laid out: a chain of plain calls, in
 * which javac has no types to infer.
 */
final class LayoutConstructor {

    private final CompiledRule compiled;
    private final CodeBlock.Builder code = CodeBlock.builder();

    private LayoutConstructor(CompiledRule compiled) {
        this.compiled = compiled;
    }

    static MethodSpec of(
            CompiledRule compiled, LoweredRule lowered, Map<Section, KernelContext> contexts) {
        CodeBlock layout = new LayoutConstructor(compiled).value(lowered, contexts);
        CodeBlock suffix =
                lowered == compiled.whole()
                        ? CodeBlock.of("")
                        : CodeBlock.of(",\n$S", VariantNames.inAscii(compiled, lowered));
        return MethodSpec.constructorBuilder()
                .addCode("super(\n$>$>$L$L);$<$<\n", layout, suffix)
                .build();
    }

    private CodeBlock value(LoweredRule lowered, Map<Section, KernelContext> contexts) {
        code.add("$T.builder()$>$>", RuntimeTypes.KERNEL_LAYOUT);
        names("without", List.copyOf(new TreeSet<>(lowered.absent())));
        names(
                "sparing",
                compiled.states().stream()
                        .filter(variable -> !lowered.variables().contains(variable))
                        .map(Variable::name)
                        .toList());
        if (!lowered.exact().isEmpty()) {
            // in the order of the streams
            Stream<Variable> exact =
                    compiled.variables().stream().filter(lowered.exact()::contains);
            code.add("\n.exact($L)", streams(exact));
        }
        contexts.forEach(this::section);
        return code.add("\n.build()$<$<").build();
    }

    private void names(String method, List<String> names) {
        if (!names.isEmpty()) {
            List<CodeBlock> literals = names.stream().map(n -> CodeBlock.of("$S", n)).toList();
            code.add("\n.$L($L)", method, CodeBlock.join(literals, ", "));
        }
    }

    private void section(Section section, KernelContext context) {
        code.add(
                "\n.section($T.$L, $L, $L)",
                RuntimeTypes.SECTION,
                section.name(),
                context.groupSlots(),
                context.tensorSlots());
        for (Phase phase : context.program().phases()) {
            if (phase.hasLoop()) {
                loop(context, phase);
            }
        }
    }

    private void loop(KernelContext context, Phase phase) {
        LoopSignature signature = context.signature(phase);
        code.add("\n.loop()");
        if (!signature.reads().isEmpty()) {
            code.add(".reads($L)", streams(signature.reads().stream()));
        }
        if (!signature.writes().isEmpty()) {
            code.add(".writes($L)", streams(signature.writes().stream()));
        }
        for (Operation.Reduce reduce : context.reductionsOf(phase)) {
            code.add(
                    "\n.reduces($T.$L, $L)",
                    RuntimeTypes.OPERATOR,
                    reduce.reduction().name(),
                    reduce.scope() == Operation.Scope.ALL);
        }
    }

    /** Places of states among the rule's, and the names of the streams that are none. */
    private String streams(Stream<Variable> variables) {
        return variables
                .map(
                        variable ->
                                switch (variable.role()) {
                                    case PARAMETER -> "PARAMETER";
                                    case GRADIENT -> "GRADIENT";
                                    case STATE, DECAY_PRODUCT ->
                                            String.valueOf(compiled.states().indexOf(variable));
                                })
                .collect(joining(", "));
    }
}
