package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.emit.text.TypeName;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
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
        TypeSpec.Builder type = new KernelClass(compiled, lowered).type(name);
        vectorLoops.ifPresent(loops -> type.addMethod(vectorLoops(loops)));
        return type.build();
    }

    private static MethodSpec vectorLoops(ClassName loops) {
        return MethodSpec.methodBuilder("vectorLoops")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.generic(ClassName.get(Optional.class), RuntimeTypes.VECTOR_LOOPS))
                .addStatement("return $T.of(new $T())", Optional.class, loops)
                .build();
    }

    private TypeSpec.Builder type(String name) {
        Dispatches dispatches = new Dispatches();
        List<MethodSpec> methods = new ArrayList<>();
        contexts.forEach(
                (section, context) -> {
                    List<Phase> phases = context.program().phases();
                    for (int index = 0; index < phases.size(); index++) {
                        Phase phase = phases.get(index);
                        String base = section.identifier() + (phases.size() > 1 ? index + 1 : "");
                        dispatches.add(section, index, base, context);
                        if (phase.hasLoop()) {
                            methods.addAll(loops(context, phase, base));
                        }
                    }
                });
        TypeSpec.Builder type =
                TypeSpec.classBuilder(name)
                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .superclass(RuntimeTypes.RULE_KERNEL)
                        .addJavadoc("$L\n", description())
                        .addMethod(LayoutConstructor.of(compiled, lowered, contexts));
        dispatches.scalars().forEach(type::addMethod);
        if (lowered == compiled.whole()) {
            type.addMethod(openClResource());
        }
        dispatches.elements().ifPresent(type::addMethod);
        return type.addMethods(methods);
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

    private static MethodSpec.Builder overridden(String name) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(RuntimeTypes.SECTION, "section")
                .addParameter(TypeName.INT, "phase");
    }

    /** The optimizer's own class finds the resource even in a module that opens nothing. */
    private MethodSpec openClResource() {
        ClassName optimizer = ClassName.get(compiled.rule().packageName(), compiled.rule().name());
        return MethodSpec.methodBuilder("openClResource")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(InputStream.class)
                .addStatement(
                        "return $T.class.getResourceAsStream($S)",
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

    /** The methods that do what a section and a phase ask for. */
    private static final class Dispatches {
        private final Dispatch groupScalars =
                new Dispatch(overridden("groupScalars"), false)
                        .parameter(RuntimeTypes.GROUP_STEP, "group");
        private final Dispatch tensorScalars =
                new Dispatch(overridden("tensorScalars"), false)
                        .parameter(RuntimeTypes.TENSOR_STEP, "tensor");
        private final Dispatch loopScalars =
                new Dispatch(overridden("loopScalars"), true)
                        .parameter(RuntimeTypes.TENSOR_STEP, "tensor")
                        .parameter(RuntimeTypes.SCALAR_ARGUMENTS, "arguments");
        private final Dispatch elements =
                new Dispatch(overridden("elements"), true)
                        .parameter(RuntimeTypes.TENSOR_STEP, "tensor")
                        .parameter(TypeName.INT, "from")
                        .parameter(TypeName.INT, "to")
                        .parameter(RuntimeTypes.BLOCK_VALUES, "block");

        /**
         * @param index the phase, counted from 0
         * @param base what the methods of its loop are called, without the type
         */
        void add(Section section, int index, String base, KernelContext context) {
            Phase phase = context.program().phases().get(index);
            CodeBlock group = ScalarMethod.body(context, phase, Kind.ALL);
            if (!group.isEmpty()) {
                groupScalars.add(section, index, group);
            }
            CodeBlock tensor = ScalarMethod.body(context, phase, Kind.TENSOR);
            if (!tensor.isEmpty()) {
                tensorScalars.add(section, index, tensor);
            }
            if (phase.hasLoop()) {
                loopScalars.add(section, index + 1, ArgumentsMethod.body(context, phase));
                elements.addLoop(section, index + 1, base, phase);
            }
        }

        List<MethodSpec> scalars() {
            return Stream.of(groupScalars, tensorScalars, loopScalars)
                    .flatMap(dispatch -> dispatch.method().stream())
                    .toList();
        }

        Optional<MethodSpec> elements() {
            return elements.method();
        }
    }

    /** A method that does what a section and a phase ask for. */
    private static final class Dispatch {
        private final MethodSpec.Builder method;
        private final boolean complete;
        private final CodeBlock.Builder code = CodeBlock.builder();
        private boolean any;

        /**
         * @param complete whether there is something to do in every phase that may be asked for
         */
        Dispatch(MethodSpec.Builder method, boolean complete) {
            this.method = method;
            this.complete = complete;
        }

        Dispatch parameter(TypeName type, String name) {
            method.addParameter(type, name);
            return this;
        }

        void add(Section section, int phase, CodeBlock body) {
            begin(section, phase);
            code.add(body);
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

        /** The method, unless there is never anything to do and the superclass does that. */
        Optional<MethodSpec> method() {
            if (any) {
                if (complete) {
                    code.nextControlFlow("else").addStatement("throw noPhase(section, phase)");
                }
                code.endControlFlow();
            } else if (complete) {
                code.addStatement("throw noPhase(section, phase)");
            } else {
                return Optional.empty();
            }
            return Optional.of(method.addCode(code.build()).build());
        }
    }
}
