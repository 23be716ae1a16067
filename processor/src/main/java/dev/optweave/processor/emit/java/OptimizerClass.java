package dev.optweave.processor.emit.java;

import dev.optweave.State.Storage;
import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.emit.text.TypeName;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.Modifier;

/** Writes the optimizer's class: what it tells the runtime, its accessors and its builder. */
final class OptimizerClass {

    private final CompiledRule compiled;
    private final Rule rule;
    private final OptimizerNames names;
    private final ClassName name;
    private final ClassName builder;

    OptimizerClass(CompiledRule compiled) {
        this.compiled = compiled;
        this.rule = compiled.rule();
        this.names = OptimizerNames.of(rule);
        this.name = names.type();
        this.builder = names.builder();
    }

    /**
     * @param kernels the classes of the kernels, the whole rule's first
     */
    TypeSpec.Builder type(List<ClassName> kernels) {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(name)
                        .addJavadoc("$L", Documentation.of(compiled))
                        .addAnnotation(RuntimeTypes.generated(rule))
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                        .superclass(RuntimeTypes.OPTIMIZER)
                        .addSuperinterface(names.rule())
                        .addField(descriptor(kernels))
                        .addMethod(names.constructor("RULE"))
                        .addMethod(builderMethod());
        for (int index = 0; index < rule.hyperparameters().size(); index++) {
            type.addMethod(reader(rule.hyperparameters().get(index), index));
        }
        for (StateVariable state : rule.states()) {
            type.addMethod(slot(state));
        }
        return type.addType(builderType());
    }

    /** A chain of plain calls: javac takes long to infer the types of nested lists. */
    private CodeBlock descriptor(List<ClassName> kernels) {
        CodeBlock.Builder value = CodeBlock.builder();
        value.add(
                "private static final $T RULE = $T.builder($S)$>$>",
                RuntimeTypes.RULE_DESCRIPTOR,
                RuntimeTypes.RULE_DESCRIPTOR,
                rule.name());
        rule.hyperparameters().forEach(hyperparameter -> value.add(descriptor(hyperparameter)));
        compiled.states().forEach(state -> value.add(descriptor(state)));
        kernels.forEach(kernel -> value.add("\n.kernel(new $T())", kernel));
        String point = gradientPoint();
        if (!point.equals("PARAMETERS")) {
            value.add("\n.gradientPoint($T.$L)", RuntimeTypes.GRADIENT_POINT, point);
        }
        return value.add("\n.build()$<$<").build();
    }

    /** A state that starts as the first gradient needs that too before the point is known. */
    private String gradientPoint() {
        LoweredRule whole = compiled.whole();
        if (whole.section(Section.GRADIENT_POINT).isEmpty()) {
            return "PARAMETERS";
        }
        boolean byGradient =
                whole.readsGradient(Section.GRADIENT_POINT)
                        || whole.readsGradient(Section.INITIALIZE);
        return byGradient ? "SHIFTED_BY_GRADIENT" : "SHIFTED";
    }

    private static CodeBlock descriptor(Hyperparameter hyperparameter) {
        return CodeBlock.of(
                "\n.hyperparameter($S, $L, $L)",
                hyperparameter.name(),
                Precision.DOUBLE.literal(hyperparameter.defaultValue()),
                range(hyperparameter.range()));
    }

    private static CodeBlock range(Range range) {
        boolean fromZero = range.min() == 0 && !range.minExclusive();
        if (fromZero && range.max() == Double.POSITIVE_INFINITY) {
            return CodeBlock.of("$T.NON_NEGATIVE", RuntimeTypes.RANGE);
        }
        return fromZero && range.max() == 1 && range.maxExclusive()
                ? CodeBlock.of("$T.BELOW_ONE", RuntimeTypes.RANGE)
                : CodeBlock.of(
                        "new $T($L, $L, $L, $L)",
                        RuntimeTypes.RANGE,
                        Precision.DOUBLE.literal(range.min()),
                        range.minExclusive(),
                        Precision.DOUBLE.literal(range.max()),
                        range.maxExclusive());
    }

    private CodeBlock descriptor(Variable state) {
        if (state.role() != Variable.Role.STATE) {
            return CodeBlock.of("\n.addedState($S)", state.name());
        }
        CodeBlock plain =
                CodeBlock.of("$S, $T.$L", state.name(), RuntimeTypes.SHAPE, state.shape().name());
        return rule.state(state.name())
                .filter(declared -> declared.storage() != Storage.SAME)
                .map(
                        declared ->
                                CodeBlock.of(
                                        "\n.state($L, $T.$L, $T.$L)",
                                        plain,
                                        RuntimeTypes.STORAGE,
                                        declared.storage().name(),
                                        RuntimeTypes.ROUNDING,
                                        declared.rounding().name()))
                .orElseGet(() -> CodeBlock.of("\n.state($L)", plain));
    }

    private MethodSpec builderMethod() {
        return names.builderMethod().addJavadoc("A builder with the rule's defaults.\n").build();
    }

    private static MethodSpec reader(Hyperparameter hyperparameter, int index) {
        return MethodSpec.methodBuilder(hyperparameter.name())
                .addJavadoc(
                        "The value of {@code $L} at the current step, in the first group.\n",
                        hyperparameter.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(TypeName.DOUBLE)
                .addStatement("return hyperparameter($L)", index)
                .build();
    }

    private MethodSpec slot(StateVariable state) {
        int index =
                IntStream.range(0, compiled.states().size())
                        .filter(i -> compiled.states().get(i).name().equals(state.name()))
                        .findFirst()
                        .orElseThrow();
        return MethodSpec.methodBuilder(state.name())
                .addJavadoc("The state {@code $L}.\n", state.name())
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(RuntimeTypes.SLOT)
                .addStatement("return state($L)", index)
                .build();
    }

    private TypeSpec builderType() {
        TypeSpec.Builder type =
                TypeSpec.classBuilder(builder)
                        .addJavadoc("Builds optimizers of this rule.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .superclass(TypeName.generic(RuntimeTypes.OPTIMIZER_BUILDER, builder, name))
                        .addMethod(
                                MethodSpec.constructorBuilder()
                                        .addModifiers(Modifier.PRIVATE)
                                        .addStatement("super(RULE)")
                                        .build());
        for (int index = 0; index < rule.hyperparameters().size(); index++) {
            Hyperparameter hyperparameter = rule.hyperparameters().get(index);
            type.addMethod(setter(hyperparameter, index, TypeName.DOUBLE, "value"));
            type.addMethod(setter(hyperparameter, index, RuntimeTypes.SCHEDULE, "schedule"));
        }
        return type.addMethod(overridden("self", builder, "return this"))
                .addMethod(overridden("fresh", builder, "return new Builder()"))
                .addMethod(
                        MethodSpec.methodBuilder("build")
                                .addAnnotation(Override.class)
                                .addModifiers(Modifier.PUBLIC)
                                .addParameter(RuntimeTypes.PARAMETERS, "parameters")
                                .returns(name)
                                .addStatement("return new $T(this, parameters)", name)
                                .build())
                .build();
    }

    private MethodSpec setter(
            Hyperparameter hyperparameter, int index, TypeName type, String parameter) {
        return MethodSpec.methodBuilder(hyperparameter.name())
                .addJavadoc(
                        parameter.equals("value")
                                ? "Sets {@code $L}; allowed: $L.\n"
                                : "Schedules {@code $L}; allowed at every step: $L.\n",
                        hyperparameter.name(),
                        hyperparameter.range())
                .addModifiers(Modifier.PUBLIC)
                .addParameter(type, parameter)
                .returns(builder)
                .addStatement("return set($L, $L)", index, parameter)
                .build();
    }

    private static MethodSpec overridden(String name, TypeName returned, String statement) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(returned)
                .addStatement(statement)
                .build();
    }
}
