package dev.optweave.processor.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import dev.optweave.processor.program.VariantNames;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** Writes the kernel of one specialization: its layout, its scalars and its loops. */
final class KernelClass {

    private final CompiledRule compiled;
    private final LoweredRule lowered;
    private final Map<Section, KernelContext> contexts = new LinkedHashMap<>();

    private KernelClass(CompiledRule compiled, LoweredRule lowered) {
        this.compiled = compiled;
        this.lowered = lowered;
        for (Section section : Section.values()) {
            lowered.section(section)
                    .ifPresent(
                            program -> contexts.put(section, new KernelContext(compiled, program)));
        }
    }

    /**
     * @param vectorLoops the class of the same loops in vectors, if there is one
     */
    static TypeSpec of(
            CompiledRule compiled,
            LoweredRule lowered,
            String name,
            Optional<ClassName> vectorLoops) {
        TypeSpec.Builder type = new KernelClass(compiled, lowered).type(name).toBuilder();
        vectorLoops.ifPresent(loops -> type.addMethod(vectorLoops(loops)));
        return type.build();
    }

    private static MethodSpec vectorLoops(ClassName loops) {
        return MethodSpec.methodBuilder("vectorLoops")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(
                        ParameterizedTypeName.get(
                                ClassName.get(Optional.class), RuntimeTypes.VECTOR_LOOPS))
                .addStatement("return $T.of(new $T())", Optional.class, loops)
                .build();
    }

    private TypeSpec type(String name) {
        Dispatch groupScalars = new Dispatch();
        Dispatch tensorScalars = new Dispatch();
        Dispatch loopScalars = new Dispatch();
        Dispatch elements = new Dispatch();
        List<MethodSpec> methods = new ArrayList<>();
        contexts.forEach(
                (section, context) -> {
                    List<Phase> phases = context.program().phases();
                    for (int index = 0; index < phases.size(); index++) {
                        Phase phase = phases.get(index);
                        String base = section.identifier() + (phases.size() > 1 ? index + 1 : "");
                        scalars(context, phase, Kind.ALL, base + "GroupScalars")
                                .ifPresent(methods::add);
                        scalars(context, phase, Kind.TENSOR, base + "TensorScalars")
                                .ifPresent(methods::add);
                        boolean group = has(methods, base + "GroupScalars");
                        boolean tensor = has(methods, base + "TensorScalars");
                        if (group) {
                            groupScalars.add(section, index, base + "GroupScalars(group)");
                        }
                        if (tensor) {
                            tensorScalars.add(section, index, base + "TensorScalars(tensor)");
                        }
                        if (phase.hasLoop()) {
                            loops(context, phase, base).forEach(methods::add);
                            methods.add(arguments(context, phase, base));
                            loopScalars.add(
                                    section, index + 1, base + "Arguments(tensor, arguments)");
                            elements.addLoop(section, index + 1, base, phase);
                        }
                    }
                });
        return TypeSpec.classBuilder(name)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .superclass(RuntimeTypes.RULE_KERNEL)
                .addJavadoc("$L\n", description())
                .addField(layout())
                .addMethod(layoutMethod())
                .addMethod(
                        overridden("groupScalars")
                                .addParameter(RuntimeTypes.GROUP_STEP, "group")
                                .addCode(groupScalars.code(false))
                                .build())
                .addMethod(
                        overridden("tensorScalars")
                                .addParameter(RuntimeTypes.TENSOR_STEP, "tensor")
                                .addCode(tensorScalars.code(false))
                                .build())
                .addMethod(
                        overridden("loopScalars")
                                .addParameter(RuntimeTypes.TENSOR_STEP, "tensor")
                                .addParameter(RuntimeTypes.SCALAR_ARGUMENTS, "arguments")
                                .addCode(loopScalars.code(true))
                                .build())
                .addMethod(openClSuffix())
                .addMethod(openClSource())
                .addMethod(
                        overridden("elements")
                                .addParameter(RuntimeTypes.TENSOR_STEP, "tensor")
                                .addParameter(TypeName.INT, "from")
                                .addParameter(TypeName.INT, "to")
                                .addParameter(RuntimeTypes.BLOCK_VALUES, "block")
                                .addCode(elements.code(true))
                                .build())
                .addMethods(methods)
                .build();
    }

    private String description() {
        String hyperparameters =
                lowered.absent().isEmpty()
                        ? "The rule for any values of its hyperparameters."
                        : "The rule where " + areZero(lowered.absent()) + ".";
        if (!lowered.exact().isEmpty()) {
            return hyperparameters
                    + "\n\n<p>A later loop reads back "
                    + String.join(" and ", exact().map(Variable::name).toList())
                    + ", which must be stored exactly as computed.";
        }
        return compiled.computesAnew(lowered)
                ? hyperparameters
                        + "\n\n<p>No loop reads back what an earlier one stored, so that it may be"
                        + " rounded."
                : hyperparameters;
    }

    private static String areZero(Set<String> absent) {
        return String.join(" and ", new TreeSet<>(absent))
                + (absent.size() == 1 ? " is" : " are")
                + " zero";
    }

    /** What must be stored exactly, the parameter first, then in the order of the streams. */
    private Stream<Variable> exact() {
        return compiled.variables().stream().filter(lowered.exact()::contains);
    }

    private static boolean has(List<MethodSpec> methods, String name) {
        return methods.stream().anyMatch(method -> method.name().equals(name));
    }

    private static MethodSpec.Builder overridden(String name) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(RuntimeTypes.SECTION, "section")
                .addParameter(TypeName.INT, "phase");
    }

    private static Optional<MethodSpec> scalars(
            KernelContext context, Phase phase, Kind kind, String name) {
        CodeBlock body = ScalarMethod.body(context, phase, kind);
        if (body.isEmpty()) {
            return Optional.empty();
        }
        boolean tensor = kind == Kind.TENSOR;
        return Optional.of(
                MethodSpec.methodBuilder(name)
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                        .addParameter(
                                tensor ? RuntimeTypes.TENSOR_STEP : RuntimeTypes.GROUP_STEP,
                                tensor ? "tensor" : "group")
                        .addCode(body)
                        .build());
    }

    private static MethodSpec arguments(KernelContext context, Phase phase, String base) {
        return MethodSpec.methodBuilder(base + "Arguments")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .addParameter(RuntimeTypes.TENSOR_STEP, "tensor")
                .addParameter(RuntimeTypes.SCALAR_ARGUMENTS, "arguments")
                .addCode(ArgumentsMethod.body(context, phase))
                .build();
    }

    private MethodSpec openClSuffix() {
        return MethodSpec.methodBuilder("openClSuffix")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $S", VariantNames.inAscii(compiled, lowered))
                .build();
    }

    /** The optimizer's own class finds the resource even in a module that opens nothing. */
    private MethodSpec openClSource() {
        ClassName optimizer = ClassName.get(compiled.rule().packageName(), compiled.rule().name());
        return MethodSpec.methodBuilder("openClSource")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(Optional.class, InputStream.class))
                .addStatement(
                        "return $T.ofNullable($T.class.getResourceAsStream($S))",
                        Optional.class,
                        optimizer,
                        compiled.rule().name() + ".cl")
                .build();
    }

    private static List<MethodSpec> loops(KernelContext context, Phase phase, String base) {
        List<MethodSpec> methods = new ArrayList<>();
        for (Precision precision : List.of(Precision.FLOAT, Precision.DOUBLE)) {
            MethodSpec.Builder method =
                    MethodSpec.methodBuilder(base + precision.suffix())
                            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                            .addParameter(RuntimeTypes.TENSOR_STEP, "tensor")
                            .addParameter(TypeName.INT, "from")
                            .addParameter(TypeName.INT, "to");
            if (!phase.reductions().isEmpty()) {
                method.addParameter(RuntimeTypes.BLOCK_VALUES, "block");
            }
            methods.add(method.addCode(LoopMethod.body(context, phase, precision)).build());
        }
        return methods;
    }

    private static MethodSpec layoutMethod() {
        return MethodSpec.methodBuilder("layout")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(RuntimeTypes.KERNEL_LAYOUT)
                .addStatement("return LAYOUT")
                .build();
    }

    private FieldSpec layout() {
        List<CodeBlock> sections = new ArrayList<>();
        contexts.forEach((section, context) -> sections.add(sectionLayout(section, context)));
        List<String> absentStates =
                compiled.states().stream()
                        .filter(variable -> !lowered.variables().contains(variable))
                        .map(Variable::name)
                        .toList();
        CodeBlock exactStreams =
                lowered.exact().isEmpty()
                        ? CodeBlock.of("")
                        : CodeBlock.of("$L,\n", streams(Set.class, exact()));
        CodeBlock value =
                CodeBlock.of(
                        "new $T(\n$>$>$L,\n$L,\n$L$T.of(\n$>$>$L))$<$<$<$<",
                        RuntimeTypes.KERNEL_LAYOUT,
                        set(new ArrayList<>(new TreeSet<>(lowered.absent()))),
                        set(absentStates),
                        exactStreams,
                        List.class,
                        CodeBlock.join(sections, ",\n"));
        return FieldSpec.builder(
                        RuntimeTypes.KERNEL_LAYOUT,
                        "LAYOUT",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer(value)
                .build();
    }

    private static CodeBlock set(List<String> names) {
        List<CodeBlock> literals = names.stream().map(name -> CodeBlock.of("$S", name)).toList();
        return CodeBlock.of("$T.of($L)", Set.class, CodeBlock.join(literals, ", "));
    }

    private CodeBlock sectionLayout(Section section, KernelContext context) {
        List<CodeBlock> loops = new ArrayList<>();
        for (Phase phase : context.program().phases()) {
            if (phase.hasLoop()) {
                List<CodeBlock> reductions =
                        context.reductionsOf(phase).stream().map(KernelClass::reduction).toList();
                loops.add(
                        CodeBlock.of(
                                "new $T(\n$>$>$L,\n$L,\n$T.of($>$>$L))$<$<$<$<",
                                RuntimeTypes.LOOP,
                                streams(List.class, context.signature(phase).reads().stream()),
                                streams(List.class, context.signature(phase).writes().stream()),
                                List.class,
                                CodeBlock.join(reductions, ",\n")));
            }
        }
        return CodeBlock.of(
                "new $T(\n$>$>$T.$L, $L, $L, $L)$<$<",
                RuntimeTypes.SECTION_LAYOUT,
                RuntimeTypes.SECTION,
                section.name(),
                context.groupSlots(),
                context.tensorSlots(),
                OptimizerClass.list(loops));
    }

    /** Places of states among the rule's, and the names of the streams that are none. */
    private CodeBlock streams(Class<?> collection, Stream<Variable> variables) {
        List<CodeBlock> streams =
                variables
                        .map(
                                variable ->
                                        switch (variable.role()) {
                                            case PARAMETER ->
                                                    CodeBlock.of("$T.PARAMETER", RuntimeTypes.LOOP);
                                            case GRADIENT ->
                                                    CodeBlock.of("$T.GRADIENT", RuntimeTypes.LOOP);
                                            case STATE, DECAY_PRODUCT ->
                                                    CodeBlock.of(
                                                            "$L",
                                                            compiled.states().indexOf(variable));
                                        })
                        .toList();
        return CodeBlock.of("$T.of($L)", collection, CodeBlock.join(streams, ", "));
    }

    private static CodeBlock reduction(Operation.Reduce reduce) {
        return CodeBlock.of(
                "new $T($T.$L, $L)",
                RuntimeTypes.REDUCTION,
                RuntimeTypes.OPERATOR,
                reduce.reduction().name(),
                reduce.scope() == Operation.Scope.ALL);
    }

    /** Chooses the method for a section and a phase. */
    private static final class Dispatch {
        private final CodeBlock.Builder code = CodeBlock.builder();
        private boolean any;

        void add(Section section, int phase, String call) {
            begin(section, phase);
            code.addStatement("$L", call);
        }

        void addLoop(Section section, int phase, String base, Phase loop) {
            String arguments = loop.reductions().isEmpty() ? "" : ", block";
            begin(section, phase);
            code.beginControlFlow("if (tensor.isDouble())");
            code.addStatement("$LDoubles(tensor, from, to$L)", base, arguments);
            code.nextControlFlow("else");
            code.addStatement("$LFloats(tensor, from, to$L)", base, arguments);
            code.endControlFlow();
        }

        private void begin(Section section, int phase) {
            String test = "if (section == $T.$L && phase == $L)";
            if (any) {
                code.nextControlFlow("else " + test, RuntimeTypes.SECTION, section.name(), phase);
            } else {
                code.beginControlFlow(test, RuntimeTypes.SECTION, section.name(), phase);
            }
            any = true;
        }

        CodeBlock code(boolean complete) {
            if (!any) {
                return complete
                        ? CodeBlock.builder().add(unknown()).build()
                        : CodeBlock.of("// none\n");
            }
            if (complete) {
                code.nextControlFlow("else");
                code.add(unknown());
            }
            code.endControlFlow();
            return code.build();
        }

        private static CodeBlock unknown() {
            return CodeBlock.builder()
                    .addStatement(
                            "throw new $T(section + $S + phase)",
                            IllegalArgumentException.class,
                            " has no phase ")
                    .build();
        }
    }
}
