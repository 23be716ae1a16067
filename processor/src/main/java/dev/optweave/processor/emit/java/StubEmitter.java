package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.JavaFile;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.emit.text.TypeName;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import javax.lang.model.element.Modifier;

/**
 * Emits what stands in for the optimizer of a rule with mistakes: a class of the same name, whose
 * builder has the same methods, so that the code that uses it compiles and the mistakes of the rule
 * are the only messages. Nothing ever runs it, for the build has failed. It names no class of
 * {@code java.lang} by its short name, as a class of the package or a type of the interface may
 * hide it.
 */
public final class StubEmitter {

    private static final String NOT_RUNNABLE = "throw new java.lang.AssertionError()";

    private StubEmitter() {}

    /**
     * The stand-in for a rule's optimizer.
     *
     * @param rule the rule as far as it could be read; its names are unique
     * @param implementable whether a class may implement the rule's interface
     */
    public static JavaFile emit(Rule rule, boolean implementable) {
        OptimizerNames names = OptimizerNames.of(rule);
        ClassName type = names.type();
        ClassName builder = names.builder();
        // Abstract, since the interface may have methods that declare nothing of the rule.
        TypeSpec.Builder stub =
                TypeSpec.classBuilder(type)
                        .addJavadoc(
                                "Stands in for the optimizer until the mistakes in {@code $L} are"
                                        + " corrected.\n",
                                rule.interfaceName())
                        .addAnnotation(RuntimeTypes.generated(rule))
                        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                        .superclass(RuntimeTypes.OPTIMIZER)
                        .addMethod(names.constructor("rule()"))
                        .addMethod(names.builderMethod().build())
                        .addMethod(
                                MethodSpec.methodBuilder("rule")
                                        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                                        .returns(RuntimeTypes.RULE_DESCRIPTOR)
                                        .addStatement(NOT_RUNNABLE)
                                        .build())
                        .addType(builder(rule, type, builder));
        if (implementable
                && rule.hyperparameter("builder").isEmpty()
                && rule.state("builder").isEmpty()) {
            stub.addSuperinterface(names.rule());
        }
        return new JavaFile(rule.packageName(), stub.build());
    }

    private static TypeSpec builder(Rule rule, ClassName type, ClassName builder) {
        TypeSpec.Builder spec =
                TypeSpec.classBuilder(builder)
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .superclass(TypeName.generic(RuntimeTypes.OPTIMIZER_BUILDER, builder, type))
                        .addMethod(
                                MethodSpec.constructorBuilder()
                                        .addModifiers(Modifier.PRIVATE)
                                        .addStatement("super(rule())")
                                        .build());
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            spec.addMethod(setter(hyperparameter, TypeName.DOUBLE, builder));
            spec.addMethod(setter(hyperparameter, RuntimeTypes.SCHEDULE, builder));
        }
        return spec.addMethod(overriding("self", Modifier.PROTECTED, builder).build())
                .addMethod(overriding("fresh", Modifier.PROTECTED, builder).build())
                .addMethod(
                        overriding("build", Modifier.PUBLIC, type)
                                .addParameter(RuntimeTypes.PARAMETERS, "parameters")
                                .build())
                .build();
    }

    private static MethodSpec setter(
            Hyperparameter hyperparameter, TypeName argument, ClassName builder) {
        return MethodSpec.methodBuilder(hyperparameter.name())
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addParameter(argument, "value")
                .addStatement(NOT_RUNNABLE)
                .build();
    }

    private static MethodSpec.Builder overriding(String name, Modifier access, TypeName result) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(access)
                .returns(result)
                .addStatement(NOT_RUNNABLE);
    }
}
