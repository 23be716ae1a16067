package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.java.KernelContext;
import dev.optweave.processor.emit.java.RuntimeTypes;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.emit.text.TypeName;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.element.Modifier;

/** Writes the loops of one specialization. */
final class VectorKernelClass {

    /** A loop that has a vector form. */
    private record Loop(Section section, KernelContext context, int number, String method) {
        Phase phase() {
            return context.program().phases().get(number - 1);
        }

        boolean compares() {
            return phase().body().stream().anyMatch(n -> context.program().instruction(n).truth());
        }

        boolean alternates() {
            return VectorLoop.alternates(phase(), VectorType.FLOATS);
        }
    }

    private final List<Loop> loops = new ArrayList<>();
    private final Handles handles;

    private VectorKernelClass(CompiledRule compiled, LoweredRule lowered) {
        Map<Section, KernelContext> contexts = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            lowered.section(section)
                    .ifPresent(
                            program -> contexts.put(section, new KernelContext(compiled, program)));
        }
        this.handles = new Handles(contexts.values());
        contexts.forEach(this::addLoops);
    }

    /** The class; empty if no loop has a vector form. */
    static Optional<TypeSpec> of(CompiledRule compiled, LoweredRule lowered, String name) {
        VectorKernelClass kernel = new VectorKernelClass(compiled, lowered);
        return kernel.loops.isEmpty() ? Optional.empty() : Optional.of(kernel.type(name));
    }

    private void addLoops(Section section, KernelContext context) {
        List<Phase> phases = context.program().phases();
        for (int number = 1; number <= phases.size(); number++) {
            Phase phase = phases.get(number - 1);
            if (phase.hasLoop() && isVector(context.program(), phase)) {
                String method = section.identifier() + (phases.size() > 1 ? number : "");
                loops.add(new Loop(section, context, number, method));
                handles.addLoop(context, phase);
            }
        }
    }

    private static boolean isVector(Program program, Phase phase) {
        return phase.body().stream()
                .map(number -> program.instruction(number).operation())
                .allMatch(
                        operation ->
                                !(operation instanceof Operation.Compute compute)
                                        || VectorExpressions.has(compute.function()));
    }

    private TypeSpec type(String name) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(name)
                        .addModifiers(Modifier.STATIC, Modifier.FINAL)
                        .superclass(RuntimeTypes.VECTOR_KERNEL)
                        .addFields(handles.fields())
                        .addFields(alternates())
                        .addMethod(lookup())
                        .addMethod(test("has", loop -> true))
                        .addMethod(test("compares", Loop::compares))
                        .addMethod(test("alternates", Loop::alternates))
                        .addMethod(elements());
        for (Loop loop : loops) {
            for (VectorType vectors : VectorType.values()) {
                type.addMethod(method(loop, vectors));
            }
        }
        return type.build();
    }

    private MethodSpec method(Loop loop, VectorType vectors) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(loop.method() + vectors.suffix())
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .addParameter(RuntimeTypes.LOOP_ARRAYS, "arrays")
                        .addParameter(TypeName.INT, "from")
                        .addParameter(TypeName.INT, "to")
                        .addCode(VectorLoop.body(loop.context(), loop.phase(), vectors, handles));
        return vectors.isFloat() ? method.addException(Throwable.class).build() : method.build();
    }

    private List<CodeBlock> alternates() {
        boolean none = loops.stream().noneMatch(Loop::alternates);
        return none
                ? List.of()
                : List.of(
                        CodeBlock.of(
                                "private static final boolean ALTERNATES = isAlternating($T.lookup())",
                                MethodHandles.class));
    }

    private static MethodSpec lookup() {
        return MethodSpec.methodBuilder("lookup")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(MethodHandles.Lookup.class)
                .addStatement("return $T.lookup()", MethodHandles.class)
                .build();
    }

    private MethodSpec test(String name, Predicate<Loop> which) {
        List<CodeBlock> tests =
                loops.stream()
                        .filter(which)
                        .map(
                                loop ->
                                        CodeBlock.of(
                                                "section == $T.$L && phase == $L",
                                                RuntimeTypes.SECTION,
                                                loop.section().name(),
                                                loop.number()))
                        .toList();
        CodeBlock any = tests.isEmpty() ? CodeBlock.of("false") : CodeBlock.join(tests, "\n|| ");
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(RuntimeTypes.SECTION, "section")
                .addParameter(TypeName.INT, "phase")
                .returns(TypeName.BOOLEAN)
                .addStatement("return $L", any)
                .build();
    }

    private MethodSpec elements() {
        CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("try");
        boolean first = true;
        for (Loop loop : loops) {
            String test = "if (section == $T.$L && phase == $L)";
            Object[] arguments = {RuntimeTypes.SECTION, loop.section().name(), loop.number()};
            if (first) {
                code.beginControlFlow(test, arguments);
            } else {
                code.nextControlFlow("else " + test, arguments);
            }
            first = false;
            code.beginControlFlow("if (arrays.isDouble())");
            code.addStatement("$LDoubles(arrays, from, to)", loop.method());
            code.nextControlFlow("else");
            code.addStatement("$LFloats(arrays, from, to)", loop.method());
            code.endControlFlow();
        }
        code.nextControlFlow("else");
        code.addStatement(
                "throw new $T(section + $S + phase)",
                IllegalArgumentException.class,
                " has no vector form of phase ");
        code.endControlFlow();
        code.nextControlFlow("catch ($T failure)", Throwable.class);
        code.addStatement("throw thrown(failure)");
        code.endControlFlow();
        return MethodSpec.methodBuilder("elements")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(RuntimeTypes.SECTION, "section")
                .addParameter(TypeName.INT, "phase")
                .addParameter(RuntimeTypes.LOOP_ARRAYS, "arrays")
                .addParameter(TypeName.INT, "from")
                .addParameter(TypeName.INT, "to")
                .addCode(code.build())
                .build();
    }
}
