package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.equation.Rule;
import java.util.Arrays;
import javax.lang.model.element.Modifier;

/**
 * What an optimizer, or what stands in for it, is called.
 *
 * @param type its class
 * @param builder its builder's class, nested in it
 * @param rule the interface that declares it, which it implements
 */
record OptimizerNames(ClassName type, ClassName builder, ClassName rule) {

    static OptimizerNames of(Rule rule) {
        ClassName type = ClassName.get(rule.packageName(), rule.name());
        String[] names = rule.interfaceName().split("\\.");
        String[] nested = Arrays.copyOfRange(names, 1, names.length);
        return new OptimizerNames(
                type,
                type.nestedClass("Builder"),
                ClassName.get(rule.packageName(), names[0], nested));
    }

    /** A constructor of the optimizer, for its builder. */
    MethodSpec constructor(String descriptor) {
        return MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(builder, "builder")
                .addParameter(RuntimeTypes.PARAMETERS, "parameters")
                .addStatement("super($L, builder, parameters)", descriptor)
                .build();
    }

    /** The method that gives a new builder. */
    MethodSpec.Builder builderMethod() {
        return MethodSpec.methodBuilder("builder")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(builder)
                .addStatement("return new $T()", builder);
    }
}
