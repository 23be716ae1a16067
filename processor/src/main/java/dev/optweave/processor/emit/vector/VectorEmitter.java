package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.java.RuntimeTypes;
import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.JavaFile;
import dev.optweave.processor.emit.text.MethodSpec;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.VariantNames;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes a compiled rule's loops in vectors: one class that holds those of each specialization. */
public final class VectorEmitter {

    private VectorEmitter() {}

    /**
     * The file to write, and in it the class of each specialization's loops.
     *
     * @param classes for those specializations that have a loop with a vector form
     */
    public record Vectors(Optional<JavaFile> file, Map<LoweredRule, ClassName> classes) {}

    /** The loops of a rule; no file if none of them has a vector form. */
    public static Vectors emit(CompiledRule compiled) {
        Rule rule = compiled.rule();
        ClassName name = ClassName.get(rule.packageName(), rule.name() + "Vector");
        TypeSpec.Builder type =
                TypeSpec.classBuilder(name)
                        .addJavadoc(
                                "The loops of {@link $L} in vectors, with the same operations in"
                                        + " the same order.\n",
                                rule.name())
                        .addAnnotation(RuntimeTypes.generated(rule))
                        .addModifiers(Modifier.FINAL)
                        .addMethod(
                                MethodSpec.constructorBuilder()
                                        .addModifiers(Modifier.PRIVATE)
                                        .build());
        Map<LoweredRule, ClassName> classes = new IdentityHashMap<>();
        Map<LoweredRule, String> variants = VariantNames.of(compiled);
        for (LoweredRule lowered : compiled.specializations()) {
            String variant = variants.get(lowered);
            String nested = variant.isEmpty() ? "Kernel" : variant;
            VectorKernelClass.of(compiled, lowered, nested)
                    .ifPresent(
                            kernel -> {
                                type.addType(kernel);
                                classes.put(lowered, name.nestedClass(nested));
                            });
        }
        if (classes.isEmpty()) {
            return new Vectors(Optional.empty(), classes);
        }
        JavaFile file = new JavaFile(rule.packageName(), type.build());
        return new Vectors(Optional.of(file), classes);
    }
}
